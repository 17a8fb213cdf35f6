import os, sqlite3, subprocess, json
import falcon, cherrypy, web, quart, sanic
from pyramid.view import view_config
from pyramid.config import Configurator
from pyramid.response import Response
from pyramid.httpexceptions import HTTPFound
from sanic import Sanic
from sanic.response import html, text, redirect, file
from quart import Quart, request as qrequest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, JSONResponse
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlparse, parse_qs
from wsgiref.simple_server import make_server
import socketserver
from xmlrpc.server import SimpleXMLRPCServer

class Res:
    def on_get(self, req, resp, name):
        os.system("x " + req.get_param("q"))  # want: os-command-injection
        os.system("x " + req.params["q"])  # want: os-command-injection
        open("/srv/" + name)
        os.system("x " + req.get_header("q"))  # want: os-command-injection
        resp.content_type = "text/html"
        resp.text = "<b>" + req.get_param("q")  # want: xss

    def on_post(self, req, resp):
        d = req.media
        os.system(d["q"])  # want: os-command-injection
        b = json.load(req.bounded_stream)
        os.system(b["q"])  # want: os-command-injection
        raise falcon.HTTPFound(req.get_param("u"))  # want: open-redirect

fapp = falcon.App()
fapp.add_route("/x/{name}", Res())

class Root:
    @cherrypy.expose
    def index(self, q=None):
        os.system("x " + q)  # want: os-command-injection
        return "<b>" + q  # want: xss

    @cherrypy.expose
    @cherrypy.tools.json_in()
    def post(self):
        d = cherrypy.request.json
        os.system(d["x"])  # want: os-command-injection
        os.system(cherrypy.request.params["x"])  # want: os-command-injection
        raise cherrypy.HTTPRedirect(cherrypy.request.params["u"])  # want: open-redirect
    post.exposed = True

class Hello:
    def GET(self, name):
        i = web.input()
        os.system(i.q)  # want: os-command-injection
        os.system(web.input(q="x")["q"])  # want: os-command-injection
        db = web.database(dbn="sqlite")
        db.query("select * from u where n = '" + i.q + "'")  # want: sql-injection
        db.select("u", where="n = '" + i.q + "'")  # want: sql-injection
        db.select("u", where="n = $n", vars={"n": i.q})  # silent
        raise web.seeother(i.u)  # want: open-redirect

    def POST(self):
        os.system(web.data())  # want: os-command-injection
        return "<b>" + web.input().q  # want: xss :missing

@view_config(route_name="a", renderer="json")
def pa(request):
    os.system(request.params["q"])  # want: os-command-injection
    os.system(request.matchdict["q"])  # want: os-command-injection
    os.system(request.json_body["q"])  # want: os-command-injection
    os.system(request.GET.get("q"))  # want: os-command-injection
    return HTTPFound(location=request.params["u"])  # want: open-redirect

@view_config(route_name="b")
def pb(request):
    return Response("<b>" + request.params["q"])  # want: xss

def pc(context, request):
    os.system(request.params["q"])  # want: os-command-injection

def main():
    with Configurator() as c:
        c.add_route("c", "/c")
        c.add_view(pc, route_name="c")

sapp = Sanic("x")

@sapp.get("/a/<name>")
async def sa(request, name):
    os.system(request.args.get("q"))  # want: os-command-injection
    os.system(request.form.get("q"))  # want: os-command-injection
    os.system(request.json["q"])  # want: os-command-injection
    os.system("x " + name)  # want: os-command-injection
    return html("<b>" + name)  # want: xss

@sapp.route("/b")
async def sb(request):
    return redirect(request.args.get("u"))  # want: open-redirect

@sapp.post("/c")
async def sc(request):
    return await file("/srv/" + request.args.get("f"))  # want: path-traversal

qapp = Quart(__name__)

@qapp.route("/a")
async def qa():
    os.system(qrequest.args["q"])  # want: os-command-injection
    f = await qrequest.form
    os.system(f["q"])  # want: os-command-injection
    j = await qrequest.get_json()
    os.system(j["q"])  # want: os-command-injection
    return "<b>" + qrequest.args["q"]  # want: xss

async def sta(request):
    os.system(request.query_params["q"])  # want: os-command-injection
    b = await request.json()
    os.system(b["q"])  # want: os-command-injection
    return HTMLResponse("<b>" + request.path_params["q"])  # want: xss

async def stb(request):
    f = await request.form()
    return RedirectResponse(f["u"])  # want: open-redirect

stapp = Starlette(routes=[Route("/a/{q}", sta), Route("/b", endpoint=stb, methods=["POST"])])

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        q = parse_qs(urlparse(self.path).query)
        os.system(q["x"][0])  # want: os-command-injection
        os.system(q.get("x", [""])[0])  # want: os-command-injection
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(("<b>" + q["n"][0]).encode())  # want: xss
        self.send_header("X-A", q["n"][0])

    def do_POST(self):
        n = int(self.headers["Content-Length"])
        body = self.rfile.read(n)
        os.system(body.decode())  # want: os-command-injection
        eval(body)  # want: code-injection
        open("." + self.path)  # want: path-traversal

def wsgi_app(environ, start_response):
    q = parse_qs(environ["QUERY_STRING"]).get("q", [""])[0]
    os.system("x " + q)  # want: os-command-injection
    n = int(environ.get("CONTENT_LENGTH", 0))
    body = environ["wsgi.input"].read(n)
    eval(body)  # want: code-injection
    start_response("200 OK", [("Content-Type", "text/html")])
    return [("<b>" + q).encode()]  # want: xss :missing

class TCP(socketserver.BaseRequestHandler):
    def handle(self):
        d = self.request.recv(1024)
        os.system(d.decode())  # want: os-command-injection

class TCP2(socketserver.StreamRequestHandler):
    def handle(self):
        os.system(self.rfile.readline().decode())  # want: os-command-injection

def rpc(cmd):
    return os.popen(cmd).read()  # want: os-command-injection

srv = SimpleXMLRPCServer(("", 80))
srv.register_function(rpc, "rpc")
