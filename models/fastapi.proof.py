import fastapi
import pydantic
import starlette.applications
import starlette.background
import starlette.endpoints
import starlette.requests
import starlette.responses
import starlette.routing
import starlette.templating
import starlette.websockets

from leadline_proof import sink, source

starlette.responses.HTMLResponse(source())  # sink: html-body
starlette.responses.Response(source(), media_type="text/html")  # sink: html-body
starlette.responses.RedirectResponse(source())  # sink: redirect-target
starlette.responses.FileResponse(source())  # sink: file-path
starlette.templating.Jinja2Templates(directory=source())  # sink: file-path
sink(starlette.responses.Response(source()))  # clean
sink(starlette.responses.HTMLResponse(source()))  # clean
sink(starlette.responses.PlainTextResponse(source()))  # clean
sink(starlette.responses.JSONResponse(source()))  # clean
sink(starlette.responses.RedirectResponse(source()))  # clean
sink(starlette.responses.FileResponse(source()))  # clean
sink(starlette.responses.StreamingResponse(source()))  # clean


def starlette_requests_httpconnection(x: starlette.requests.HTTPConnection):
    sink(x.query_params)  # source: http-input
    sink(x.path_params)  # source: http-input
    sink(x.headers)  # source: http-input
    sink(x.cookies)  # source: http-input
    sink(x.url)  # source: http-input
    sink(x.base_url)  # source: http-input
    sink(x.method)  # clean
    sink(x.app)  # clean
    sink(x.state)  # clean
    sink(x.client)  # clean
    sink(x.scope)  # clean
    sink(x.session)  # clean
    sink(x.user)  # clean
    sink(x.auth)  # clean
    sink(x.url_for(source()))  # clean


def starlette_requests_request(x: starlette.requests.Request):
    sink(x.body())  # source: http-input
    sink(x.form())  # source: http-input
    sink(x.stream())  # source: http-input
    sink(x.json())  # source: http-object


def starlette_websockets_websocket(x: starlette.websockets.WebSocket):
    sink(x.receive())  # source: message-input
    sink(x.receive_text())  # source: message-input
    sink(x.receive_bytes())  # source: message-input
    sink(x.iter_text())  # source: message-input
    sink(x.iter_bytes())  # source: message-input
    sink(x.receive_json())  # source: http-object
    sink(x.iter_json())  # source: http-object


def fastapi_uploadfile(x: fastapi.UploadFile):
    sink(x.filename)  # source: http-upload
    sink(x.content_type)  # source: http-upload
    sink(x.headers)  # source: http-upload
    sink(x.file)  # source: http-upload
    sink(x.read())  # source: http-upload
    sink(x.size)  # clean


def starlette_templating_jinja2templates(x: starlette.templating.Jinja2Templates):
    sink(x.TemplateResponse(source()))  # clean
    x.TemplateResponse("proof.html", {"value": source()})  # sink: html-markup
    x.TemplateResponse(None, "proof2.html", {"value": source()})  # sink: html-markup


import enum
import typing

app = fastapi.FastAPI()
router = fastapi.APIRouter()


@app.get("/a")
def operation(q, body: dict, limit: int, request: starlette.requests.Request, db=fastapi.Depends(), who=fastapi.Security()):
    sink(q)  # clean: plain-text
    sink(body)  # source: http-input
    sink(limit)  # clean
    sink(request)  # clean
    sink(db)  # clean
    sink(who)  # clean


@router.post("/b")
@router.put("/b")
@router.patch("/b")
@router.delete("/b")
@router.head("/b")
@router.options("/b")
@router.api_route("/b/{name}/{rest:path}")
def more(q: str, name: str, rest: str, key: pydantic.UUID4, tasks: starlette.background.BackgroundTasks, answer: starlette.responses.Response):
    sink(q)  # source: http-input
    sink(tasks)  # clean
    sink(key)  # clean
    sink(rest)  # source: http-input
    sink(answer)  # clean


@app.websocket("/c")
async def talk(socket: starlette.websockets.WebSocket, token: str):
    sink(token)  # source: http-input
    sink(await socket.receive_text())  # source: message-input


def page(q):
    sink(q)  # source: http-input


app.add_api_route("/d", page)


def paging(after):
    sink(after)  # source: http-input


fastapi.Depends(paging)
fastapi.Depends(dependency=paging)


class Item(pydantic.BaseModel):
    name: str
    count: int


@app.post("/items")
def made(item: Item):
    sink(item.name)  # source: http-input
    sink(item.dict())  # source: http-input
    sink(item.json())  # source: http-input
    sink(item.copy())  # source: http-input
    sink(item.model_dump())  # source: http-input
    sink(item.model_dump_json())  # source: http-input
    sink(item.model_copy())  # source: http-input


def home(request):
    sink(request.query_params["a"])  # source: http-input
    sink(request.query_params.get("a"))  # source: http-input
    sink(request.query_params.getlist("a"))  # source: http-input
    sink(request.path_params.multi_items())  # source: http-input
    sink(request.headers.items())  # source: http-input
    sink(request.headers.values())  # source: http-input
    sink(request.headers.keys())  # source: http-input


starlette.routing.Route("/", home)
starlette.routing.WebSocketRoute("/", home)
star = starlette.applications.Starlette()


@star.route("/")
@star.websocket_route("/")
def starred(request):
    sink(request.cookies)  # source: http-input


class Page(starlette.endpoints.HTTPEndpoint):
    def get(self, request):
        sink(request.cookies)  # source: http-input


class Colour(enum.Enum):
    red = "red"


@app.get("/wrapped")
def wrapped(
    limit: typing.Annotated[int, 1],
    before: typing.Optional[int] = None,
    mixed: typing.Union[int, float] = 1,
    session: typing.Annotated[object, fastapi.Depends(paging)] = None,
    q: typing.Optional[str] = None,
    colour: Colour = None,
    size: typing.Literal["a", "b"] = "a",
    tags: typing.List[str] = None,
):
    sink(limit)  # clean
    sink(before)  # clean
    sink(mixed)  # clean
    sink(session)  # clean
    sink(q)  # source: http-input
    sink(colour)  # clean
    sink(size)  # clean
    sink(tags)  # source: http-input


@app.get("/page", response_class=starlette.responses.HTMLResponse)
def page():
    return "<b>" + source()  # sink: html-body


@app.get("/json")
def as_json():
    return "<b>" + source()  # sink: response-body silent: html-body


sink(pydantic.BaseModel(name=source()))  # flows
Letters = typing.Annotated[str, pydantic.StringConstraints(pattern="^[a-z]+$")]


class Named(pydantic.BaseModel):
    field: str = pydantic.Field(pattern="^[a-z]+$")
    old: str = pydantic.Field(regex="^[a-z]+$")
    part: str = pydantic.Field(pattern="^[a-z]+")
    text: pydantic.constr(regex="^(asc|desc)$")
    letters: Letters
    maybe: typing.Optional[Letters] = None
    either: typing.Union[Letters, str]
    numbers: list[int]
    list: pydantic.conlist(Letters)
    checked: str
    old_checked: str
    member: str
    root: str
    loose: str

    @pydantic.field_validator("checked")
    @classmethod
    def one(cls, v):
        if not v.isalnum():
            raise ValueError(v)
        return v

    @pydantic.validator("old_checked", "loose")
    def two(cls, v, values):
        if v not in ("a", "b"):
            raise ValueError(v)
        return v

    @pydantic.validator("loose")
    def three(cls, v, values):
        return values["part"] + v

    @pydantic.model_validator(mode="after")
    def four(self):
        if not self.member.isalnum():
            raise ValueError("member")
        return self

    @pydantic.root_validator
    def six(cls, values):
        return values


class Inherited(Named):
    @pydantic.field_validator("part")
    def five(cls, v):
        return "a"

    @pydantic.field_validator("checked")
    def one(cls, v):
        return v


class Outer(pydantic.BaseModel):
    inner: list[Named]


@app.post("/named")
def named(n: Named, o: Outer, many: list[Named], h: Inherited):
    sink(n.field)  # clean: alphanumeric
    sink(n.old)  # clean: alphanumeric
    sink(n.part)  # source: http-input
    sink(n.text)  # clean: allow-listed
    sink(n.letters)  # clean: alphanumeric
    sink(n.maybe)  # clean: alphanumeric
    sink(n.either)  # source: http-input
    sink(n.numbers[0])  # clean: numeric
    sink(n.list)  # clean: alphanumeric
    sink(n.checked)  # clean: alphanumeric
    sink(n.old_checked)  # clean: allow-listed
    sink(n.member)  # clean: alphanumeric
    sink(n.loose)  # source: http-input
    sink(n.model_dump()["field"])  # clean: alphanumeric
    sink(n.dict()["loose"])  # source: http-input
    sink(o.inner[0].field)  # clean: alphanumeric
    sink(h.field)  # clean: alphanumeric
    sink(h.part)  # clean
    sink(h.checked)  # source: http-input
    for m in many:
        sink(m.field)  # clean: alphanumeric
        sink(m.loose)  # source: http-input
    n.field = n.loose
    sink(n.field)  # source: http-input


def built(x: pydantic.BaseModel):
    sink(Named.model_validate(source()).field)  # clean: alphanumeric
    sink(Named.parse_obj(source()).loose)  # flows
    sink(Named(**source()).field)  # clean: alphanumeric


@app.get("/parameters")
def parameters(
    a: str = fastapi.Query(pattern="^[a-z]+$"),
    b: str = fastapi.Path(regex="^[a-z]+$"),
    c: typing.Annotated[str, fastapi.Header(pattern="^[a-z]+$")] = "",
    d: str = fastapi.Cookie(pattern="[a-z]+"),
    e: str = fastapi.Form(max_length=3),
    f: Letters = "a",
    g: str = fastapi.Body(regex=r"^[a-z]+\.png$"),
):
    sink(a)  # clean: alphanumeric
    sink(b)  # clean: alphanumeric
    sink(c)  # clean: alphanumeric
    sink(d)  # source: http-input
    sink(e)  # source: http-input
    sink(f)  # clean: alphanumeric
    sink(g)  # clean: dot-dot-free


def found(q):
    return q


def fixed(q):
    return "a"


def mapped(q):
    return {"q": q, "k": "k"}


def streamed(q):
    yield q


def nested(x=fastapi.Depends(found)):
    return x


class Common:
    def __init__(self, q):
        self.q = q
        self.k = "k"


Found = typing.Annotated[str, fastapi.Depends(found)]


@app.get("/injected")
def injected(
    d: typing.Annotated[str, fastapi.Depends(streamed)],
    named: Found,
    a=fastapi.Depends(found),
    b=fastapi.Depends(fixed),
    c=fastapi.Depends(mapped),
    e=fastapi.Depends(dependency=Common),
    f=fastapi.Security(nested),
):
    sink(a)  # source: http-input
    sink(b)  # clean
    sink(c["q"])  # source: http-input
    sink(c["k"])  # clean
    sink(d)  # source: http-input
    sink(e.q)  # source: http-input
    sink(e.k)  # clean
    sink(f)  # source: http-input
    sink(named)  # source: http-input


def moved():
    answer = starlette.responses.Response(status_code=302)
    answer.headers["Location"] = source()  # sink: redirect-target
    answer.headers["X-Lang"] = source()  # silent
    headers = starlette.datastructures.MutableHeaders()
    headers["Location"] = source()  # sink: redirect-target


class Step(pydantic.BaseModel):
    name: str
    count: int
    limit: typing.Optional[int] = None
    size: int = pydantic.Field(3, gt=1)
    page: int | None = None


class Order(str, enum.Enum):
    up = "up"
    down = "down"


class Plan(pydantic.BaseModel):
    step: Step
    kind: typing.Literal["a", "b"] = "a"
    order: Order = Order.up
    by: Order


@app.post("/plan")
def plan(p: Plan, a: int | None = None, b: float | int = 2, c: str | None = None, d: typing.Annotated[int | None, fastapi.Query()] = None):
    sink(p.step.name)  # source: http-input
    sink(p.step.count)  # clean
    sink(p.step.limit)  # clean
    sink(p.step.size)  # clean
    sink(p.step.page)  # clean
    sink(p.kind)  # clean
    sink(p.order)  # clean
    sink(f"{p.by}")  # clean
    sink(p.by.value)  # clean
    sink(a)  # clean
    sink(b)  # clean
    sink(c)  # source: http-input
    sink(d)  # clean


def later(value):
    sink(value)  # flows


@app.post("/later")
def starts(tasks: fastapi.BackgroundTasks):
    tasks.add_task(later, source())
    sink(tasks)  # clean


def answers(x: starlette.background.BackgroundTasks):
    return starlette.responses.JSONResponse({}, background=starlette.background.BackgroundTask(finally_, source()))


def finally_(value):
    sink(value)  # flows


@app.get("/steps")
def steps(f: typing.Annotated[Step, fastapi.Query()], g: Step | None = None, h: typing.Optional[Step] = None):
    sink(f.count)  # clean
    sink(f.name)  # source: http-input
    sink(g.count)  # clean
    sink(g.name)  # source: http-input
    sink(h.count)  # clean
    sink(h.name)  # source: http-input

starlette.responses.Response(headers={"location": source()})  # sink: redirect-target
starlette.responses.Response(headers={"location": "/things/" + source()})  # silent
starlette.responses.Response(headers={"x": source()})  # silent
starlette.responses.Response(source(), headers={"Content-Type": "text/html"})  # sink: html-body
starlette.responses.Response(source(), headers={"Content-Type": "text/plain"})  # sink: response-body silent: html-body
starlette.responses.JSONResponse({"a": source()})  # sink: response-body silent: html-body
fastapi.HTTPException(500, source())  # sink: response-body
starlette.exceptions.HTTPException(500, detail=source())  # sink: response-body
