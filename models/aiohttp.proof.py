import aiohttp
import aiohttp.web
import aiohttp_jinja2
import aiohttp_session

from leadline_proof import sink, source

aiohttp.web.Response(text=source(), content_type='text/html')  # sink: html-body
aiohttp.web.Response(body=source(), content_type='text/html')  # sink: html-body
aiohttp.web.FileResponse(source())  # sink: file-path
aiohttp.web.HTTPFound(source())  # sink: redirect-target
aiohttp.web.HTTPSeeOther(source())  # sink: redirect-target
aiohttp.web.HTTPMovedPermanently(source())  # sink: redirect-target
aiohttp.web.HTTPTemporaryRedirect(source())  # sink: redirect-target
aiohttp.web.HTTPPermanentRedirect(source())  # sink: redirect-target
aiohttp.ClientSession(source())  # sink: url
aiohttp.request("a", source())  # sink: url
aiohttp_session.Session["a"] = source()  # sink: session-store
aiohttp_session.Session[source()] = 1  # sink: session-key
sink(aiohttp.web.Response(source()))  # clean
sink(aiohttp.web.json_response(source()))  # clean
sink(aiohttp.web.FileResponse(source()))  # clean
sink(aiohttp.web.HTTPFound(source()))  # clean
sink(aiohttp.web.run_app(source()))  # clean
sink(aiohttp_jinja2.render_template(source()))  # clean
aiohttp_jinja2.render_template("proof.html", None, {"value": source()})  # sink: html-markup
aiohttp_jinja2.render_string("proof2.html", None, {"value": source()})  # sink: html-markup
sink(aiohttp_jinja2.setup(source()))  # clean


def aiohttp_web_baserequest(x: aiohttp.web.BaseRequest):
    sink(x.query)  # source: http-input
    sink(x.query_string)  # source: http-input
    sink(x.match_info)  # source: http-input
    sink(x.headers)  # source: http-input
    sink(x.cookies)  # source: http-input
    sink(x.path)  # source: http-input
    sink(x.host)  # source: http-input
    sink(x.content)  # source: http-input
    sink(x.content_type)  # source: http-input
    sink(x.remote)  # source: http-input
    sink(x.forwarded)  # source: http-input
    sink(x.rel_url)  # source: http-input
    sink(x.url)  # source: http-input
    sink(x.path_qs)  # source: http-input
    sink(x.raw_path)  # source: http-input
    sink(x.read())  # source: http-input
    sink(x.text())  # source: http-input
    sink(x.post())  # source: http-input
    sink(x.multipart())  # source: http-input
    sink(x.json())  # source: http-object


def aiohttp_web_websocketresponse(x: aiohttp.web.WebSocketResponse):
    sink(x.receive())  # source: message-input
    sink(x.receive_str())  # source: message-input
    sink(x.receive_bytes())  # source: message-input
    sink(x.receive_json())  # source: http-object


def aiohttp_bodypartreader(x: aiohttp.BodyPartReader):
    sink(x.filename)  # source: http-upload
    sink(x.name)  # source: http-upload
    sink(x.read())  # source: http-upload
    sink(x.text())  # source: http-upload
    sink(x.json())  # source: http-upload
    sink(x.read_chunk())  # source: http-upload


def aiohttp_clientresponse(x: aiohttp.ClientResponse):
    sink(x.text())  # source: remote-content
    sink(x.json())  # source: remote-content
    sink(x.read())  # source: remote-content


def aiohttp_clientsession(x: aiohttp.ClientSession):
    x.get(source())  # sink: url
    x.post(source())  # sink: url
    x.put(source())  # sink: url
    x.patch(source())  # sink: url
    x.delete(source())  # sink: url
    x.head(source())  # sink: url
    x.options(source())  # sink: url
    x.ws_connect(source())  # sink: url
    x.request("a", source())  # sink: url


def carried_aiohttp_multidict():
    x: aiohttp.MultiDict = source()
    sink(x.get())  # flows
    sink(x.getall())  # flows
    sink(x.getone())  # flows
    sink(x.items())  # flows
    sink(x.values())  # flows
    sink(x.keys())  # flows


def carried_aiohttp_web_baserequest():
    x: aiohttp.web.BaseRequest = source()
    sink(x.method)  # clean
    sink(x.version)  # clean
    sink(x.scheme)  # clean
    sink(x.secure)  # clean
    sink(x.keep_alive)  # clean
    sink(x.transport)  # clean
    sink(x.loop)  # clean
    sink(x.content_length)  # clean
    sink(x.can_read_body)  # clean
    sink(x.has_body)  # clean
    sink(x.app)  # clean


def carried_aiohttp_clientresponse():
    x: aiohttp.ClientResponse = source()
    sink(x.status)  # clean
    sink(x.reason)  # clean
    sink(x.ok)  # clean


from aiohttp import web

routes = web.RouteTableDef()
app = web.Application()


@routes.get("/a")
async def got(request):
    sink(request.query["a"])  # source: http-input
    return web.Response(text=source(), content_type="text/html")  # sink: html-body


@routes.post("/a")
@routes.put("/a")
@routes.patch("/a")
@routes.delete("/a")
@routes.head("/a")
@routes.view("/a")
@routes.route("*", "/a")
async def all_of(request):
    sink((await request.post())["a"])  # source: http-input
    return web.Response(text=source())  # sink: response-body silent: html-body


async def added(request):
    sink(request.match_info["a"])  # source: http-input


async def routed(request):
    sink(request.path)  # source: http-input


app.router.add_route("GET", "/b", added)
app.router.add_get("/b", routed)
app.router.add_post("/b", routed)
app.router.add_put("/b", routed)
app.router.add_patch("/b", routed)
app.router.add_delete("/b", routed)
app.router.add_head("/b", routed)
app.router.add_view("/b", routed)


async def listed(request):
    sink(await request.text())  # source: http-input


web.get("/c", listed)
web.post("/c", listed)
web.put("/c", listed)
web.patch("/c", listed)
web.delete("/c", listed)
web.head("/c", listed)
web.view("/c", listed)


async def listed_too(request):
    sink(request.path_qs)  # source: http-input


web.route("GET", "/c", listed_too)


@web.middleware
async def middle(request, handler):
    sink(request.rel_url)  # source: http-input
    return await handler(request)


import aiohttp_jinja2


@aiohttp_jinja2.template("a.html")
async def rendered(request):
    sink(await request.json())  # source: http-object


class Page(web.View):
    async def get(self):
        sink(self.request.query_string)  # source: http-input


async def later():
    response = web.Response(content_type="text/html")
    response.text = source()  # sink: html-body
    response.body = source()  # sink: html-body


async def messages():
    ws = aiohttp.web.WebSocketResponse()
    async for message in ws:
        sink(message.data)  # source: message-input
        sink(message.extra)  # source: message-input
        sink(message.json())  # source: http-object
    sink((await ws.receive()).data)  # source: message-input


aiohttp.ClientWebSocketResponse


def answered():
    web.Response(text=source(), headers={"Content-Type": "text/html"})  # sink: html-body
    web.Response(headers=[("Location", source())])  # sink: redirect-target
    web.json_response({"a": source()})  # sink: response-body silent: html-body
