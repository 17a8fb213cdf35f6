# aiohttp, tornado, bottle
import os, sqlite3, subprocess
from aiohttp import web
import aiohttp
import tornado.web
import bottle
from bottle import route, run, request, get, post, response

routes = web.RouteTableDef()

@routes.get("/a")
async def a(request):
    os.system("x " + request.query["q"])  # want: os-command-injection
    os.system("x " + request.rel_url.query.get("q"))  # want: os-command-injection
    os.system("x " + request.match_info["q"])  # want: os-command-injection
    d = await request.post()
    os.system("x " + d["q"])  # want: os-command-injection
    j = await request.json()
    os.system("x " + j["q"])  # want: os-command-injection
    t = await request.text()
    os.system("x " + t)  # want: os-command-injection
    os.system("x " + request.headers.get("q"))  # want: os-command-injection
    os.system("x " + request.cookies["q"])  # want: os-command-injection
    return web.Response(text="<p>" + request.query["q"], content_type="text/html")  # want: xss

async def b(request):
    return web.Response(text="<p>" + request.query["q"])  # silent

async def c(request: web.Request) -> web.Response:
    raise web.HTTPFound(request.query["u"])  # want: open-redirect

async def d(request):
    return web.FileResponse("/srv/" + request.match_info["name"])  # want: path-traversal

async def e(request):
    async with aiohttp.ClientSession() as s:
        async with s.get(request.query["u"]) as r:  # want: ssrf
            return web.Response(body=await r.read())

async def f(request):
    reader = await request.multipart()
    field = await reader.next()
    open("/srv/" + field.filename, "wb")  # want: path-traversal

app = web.Application()
app.add_routes(routes)
app.router.add_get("/b", b)
app.add_routes([web.get("/c", c), web.get("/d/{name}", d), web.post("/e", e), web.post("/f", f)])


class H(tornado.web.RequestHandler):
    def get(self):
        self.write("<p>" + self.get_argument("q"))  # want: xss
        os.system("x" + self.get_query_argument("q"))  # want: os-command-injection
        os.system("x" + self.get_body_argument("q"))  # want: os-command-injection
        os.system("x" + self.request.headers["q"])  # want: os-command-injection
        os.system("x" + self.get_cookie("q"))  # want: os-command-injection
        os.system(b"x" + self.request.body)  # want: os-command-injection
        os.system("x" + self.request.uri)  # want: os-command-injection
        self.redirect(self.get_argument("next"))  # want: open-redirect
        self.write({"q": self.get_argument("q")})  # silent
        self.write("<p>" + tornado.escape.xhtml_escape(self.get_argument("q")))  # silent
        for a in self.get_arguments("a"):
            os.system(a)  # want: os-command-injection

    async def post(self, name):
        open("/srv/" + name)  # want: path-traversal
        f = self.request.files["f"][0]
        open("/srv/" + f["filename"], "wb").write(f["body"])  # want: path-traversal
        client = tornado.httpclient.AsyncHTTPClient()
        await client.fetch(self.get_argument("u"))  # want: ssrf
        self.finish("<b>" + self.get_argument("x"))  # want: xss


@route("/h/<name>")
def h(name):
    return "<b>Hello " + name  # want: xss

@get("/i")
def i():
    q = request.query.q
    os.system("x " + q)  # want: os-command-injection
    os.system("x " + request.query.get("q"))  # want: os-command-injection
    os.system("x " + request.params["q"])  # want: os-command-injection
    return "<b>" + request.query.getunicode("q")  # want: xss

@post("/j")
def j():
    os.system("x " + request.forms.get("q"))  # want: os-command-injection
    os.system("x " + request.json["q"])  # want: os-command-injection
    os.system("x " + request.get_cookie("q"))  # want: os-command-injection
    os.system("x " + request.headers["q"])  # want: os-command-injection
    bottle.redirect(request.query["u"])  # want: open-redirect
    return bottle.template("Hello " + request.forms.get("q"))  # want: server-side-template-injection :missing

@route("/k")
def k():
    up = request.files.get("u")
    up.save("/srv/" + up.raw_filename)  # want: path-traversal
    response.set_header("X", request.query["q"])
    return bottle.static_file(request.query["f"], root="/srv")  # silent
