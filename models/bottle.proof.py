import bottle
import bottle.request
import cherrypy
import cherrypy.static
import falcon
import pyramid.httpexceptions
import pyramid.view
import sanic
import sanic.response
import web
import webob

from leadline_proof import sink, source

sink(web.input())  # source: http-input
sink(web.data())  # source: http-input
sink(web.cookies())  # source: http-input
bottle.static_file(0, source())  # sink: file-path
bottle.redirect(source())  # sink: redirect-target
webob.Response(source())  # sink: html-body
webob.Response(text=source())  # sink: html-body
pyramid.httpexceptions.HTTPFound(source())  # sink: redirect-target
sanic.response.html(source())  # sink: html-body
sanic.response.file(source())  # sink: file-path
sanic.response.file_stream(source())  # sink: file-path
sanic.response.redirect(source())  # sink: redirect-target
falcon.HTTPFound(source())  # sink: redirect-target
bottle.response.set_header("Location", source())  # sink: redirect-target
bottle.response.add_header("Location", source())  # sink: redirect-target
bottle.response.set_header("X-Name", source())  # silent
bottle.HTTPResponse(status=302, headers={"Location": source()})  # sink: redirect-target
falcon.HTTPStatus(302, headers={"Location": source()})  # sink: redirect-target
sanic.response.HTTPResponse(status=302, headers={"Location": source()})  # sink: redirect-target
webob.Response(status=302, headers={"Location": source()})  # sink: redirect-target
cherrypy.response.headers["Location"] = source()  # sink: redirect-target
cherrypy.HTTPRedirect(source())  # sink: redirect-target
cherrypy.static.serve_file(source())  # sink: file-path
cherrypy.static.serve_download(source())  # sink: file-path
web.seeother(source())  # sink: redirect-target
web.found(source())  # sink: redirect-target
web.redirect(source())  # sink: redirect-target
sink(bottle.html_escape(source()))  # clean: html-escaped
sink(web.websafe(source()))  # clean: html-escaped
sink(bottle.template(source()))  # clean
sink(bottle.static_file(source()))  # clean
sink(bottle.redirect(source()))  # clean
sink(bottle.abort(source()))  # clean
sink(sanic.response.json(source()))  # clean
sink(sanic.response.redirect(source()))  # clean
sink(sanic.response.file(source()))  # clean
sink(sanic.response.file_stream(source()))  # clean
sink(sanic.response.empty(source()))  # clean
sink(sanic.response.text(source()))  # clean


def bottle_baserequest(x: bottle.BaseRequest):
    sink(x.query)  # source: http-input
    sink(x.forms)  # source: http-input
    sink(x.params)  # source: http-input
    sink(x.GET)  # source: http-input
    sink(x.POST)  # source: http-input
    sink(x.body)  # source: http-input
    sink(x.headers)  # source: http-input
    sink(x.cookies)  # source: http-input
    sink(x.query_string)  # source: http-input
    sink(x.environ)  # source: http-input
    sink(x.url_args)  # source: http-input
    sink(x.json)  # source: http-object
    sink(x.files)  # source: http-upload
    sink(x.get_cookie())  # source: http-input
    sink(x.get_header())  # source: http-input
    sink(x.url)  # source: http-input
    sink(x.path)  # source: http-input
    sink(x.fullpath)  # source: http-input
    sink(x.method)  # clean
    sink(x.is_xhr)  # clean
    sink(x.is_ajax)  # clean
    sink(x.content_length)  # clean
    sink(x.script_name)  # clean


def bottle_fileupload(x: bottle.FileUpload):
    sink(x.raw_filename)  # source: http-upload
    sink(x.file)  # source: http-upload
    x.save(source())  # sink: file-path


def webob_request(x: webob.Request):
    sink(x.params)  # source: http-input
    sink(x.GET)  # source: http-input
    sink(x.POST)  # source: http-input
    sink(x.matchdict)  # source: http-input
    sink(x.headers)  # source: http-input
    sink(x.cookies)  # source: http-input
    sink(x.body)  # source: http-input
    sink(x.text)  # source: http-input
    sink(x.query_string)  # source: http-input
    sink(x.host)  # source: http-input
    sink(x.referer)  # source: http-input
    sink(x.user_agent)  # source: http-input
    sink(x.environ)  # source: http-input
    sink(x.json)  # source: http-object
    sink(x.json_body)  # source: http-object
    sink(x.path)  # source: http-input
    sink(x.path_info)  # source: http-input
    sink(x.path_qs)  # source: http-input
    sink(x.url)  # source: http-input
    sink(x.method)  # clean
    sink(x.is_xhr)  # clean
    sink(x.content_length)  # clean
    sink(x.registry)  # clean
    sink(x.session)  # clean
    sink(x.authenticated_userid)  # clean
    sink(x.route_url(source()))  # clean
    sink(x.route_path(source()))  # clean
    sink(x.static_url(source()))  # clean


def sanic_request(x: sanic.Request):
    sink(x.args)  # source: http-input
    sink(x.query_args)  # source: http-input
    sink(x.form)  # source: http-input
    sink(x.body)  # source: http-input
    sink(x.headers)  # source: http-input
    sink(x.cookies)  # source: http-input
    sink(x.path)  # source: http-input
    sink(x.url)  # source: http-input
    sink(x.query_string)  # source: http-input
    sink(x.raw_url)  # source: http-input
    sink(x.token)  # source: http-input
    sink(x.get_args())  # source: http-input
    sink(x.files)  # source: http-upload
    sink(x.json)  # source: http-object
    sink(x.method)  # clean
    sink(x.app)  # clean
    sink(x.id)  # clean
    sink(x.ctx)  # clean
    sink(x.scheme)  # clean


def falcon_request(x: falcon.Request):
    sink(x.params)  # source: http-input
    sink(x.stream)  # source: http-input
    sink(x.bounded_stream)  # source: http-input
    sink(x.headers)  # source: http-input
    sink(x.cookies)  # source: http-input
    sink(x.uri)  # source: http-input
    sink(x.url)  # source: http-input
    sink(x.query_string)  # source: http-input
    sink(x.host)  # source: http-input
    sink(x.path)  # source: http-input
    sink(x.media)  # source: http-object
    sink(x.get_media())  # source: http-object
    sink(x.get_param())  # source: http-input
    sink(x.get_param_as_list())  # source: http-input
    sink(x.get_header())  # source: http-input
    sink(x.get_cookie_values())  # source: http-input
    sink(x.method)  # clean
    sink(x.content_length)  # clean
    sink(x.scheme)  # clean
    sink(x.context)  # clean
    sink(x.get_param_as_int(source()))  # clean
    sink(x.get_param_as_bool(source()))  # clean
    sink(x.get_param_as_float(source()))  # clean
    sink(x.get_param_as_uuid(source()))  # clean
    sink(x.get_param_as_datetime(source()))  # clean


def cherrypy_request(x: cherrypy.Request):
    sink(x.params)  # source: http-input
    sink(x.body)  # source: http-input
    sink(x.headers)  # source: http-input
    sink(x.cookie)  # source: http-input
    sink(x.query_string)  # source: http-input
    sink(x.path_info)  # source: http-input
    sink(x.method)  # clean
    sink(x.remote)  # clean
    sink(x.local)  # clean
    sink(x.scheme)  # clean


app = bottle.Bottle()


@bottle.route("/a/<name>")
@bottle.get("/a/<name>")
@bottle.post("/a/<name>")
@bottle.put("/a/<name>")
@bottle.delete("/a/<name>")
@bottle.patch("/a/<name>")
def plain(name):
    sink(name)  # source: http-input
    return source()  # sink: html-body


@app.route("/b/<number:int>/<name>")
def bound(number, name):
    sink(name)  # source: http-input


site = sanic.Sanic("site")
part = sanic.Blueprint("part")


@site.route("/<name>")
@site.get("/<name>")
@part.post("/<name>")
@part.put("/<name>")
@part.patch("/<name>")
@part.delete("/<name>")
@part.head("/<name>")
@part.options("/<name>")
@part.websocket("/<name>")
def sane(request, name):
    sink(name)  # source: http-input
    sink(request.args)  # source: http-input
    sink(request.json)  # source: http-object


@pyramid.view.view_config(route_name="a")
@pyramid.view.view_defaults(route_name="a")
def pyramidal(request):
    sink(request.params["a"])  # source: http-input


class Root:
    @cherrypy.expose
    def index(self, name):
        sink(name)  # source: http-input
        return source()  # sink: html-body


class Things:
    def on_get(self, req, resp):
        sink(req.get_param("a"))  # source: http-input
        sink(req.media)  # source: http-object


def matched(request):
    sink(request.matchdict["a"])  # source: http-input


def stored(answer: webob.Response):
    answer.text = source()  # sink: html-body
    answer.body = source()  # sink: html-body


def templated():
    bottle.template("<p>" + source())  # sink: template-text
    bottle.SimpleTemplate("<p>" + source())  # sink: template-text
    bottle.template("page", name=source())  # silent


def uploaded(f: bottle.FileUpload):
    f.save(source())  # sink: file-path


def sent():
    bottle.request.files["a"].save("b")  # sink: stored-upload


def named():
    sink(bottle.request.files["a"].filename)  # clean: path-base-name


def mapped():
    q = bottle.request.query
    sink(q.getall("a"))  # source: http-input
    sink(q.getone("a"))  # source: http-input
    sink(q.getunicode("a"))  # source: http-input
    sink(q.items())  # source: http-input
    sink(q.values())  # source: http-input
    sink(q.keys())  # source: http-input


def mixed(request: webob.Request):
    sink(request.params.mixed())  # source: http-input
    sink(request.GET.getall("a"))  # source: http-input


class Falcon:
    def on_get(self, req, resp):
        resp.content_type = "text/html"
        resp.text = source()  # sink: html-body
        resp.body = source()  # sink: html-body
        resp.data = source()  # sink: html-body

    def on_post(self, req, resp):
        resp.media = {}
        resp.text = source()  # silent


def old_database():
    db = web.database()
    db.query(source())  # sink: sql-text
    db.select("t", where=source())  # sink: sql-text
    db.select("t", where="a = $a", vars={"a": source()})  # silent
    db.delete("t", where=source())  # sink: sql-text
    db.update("t", where=source())  # sink: sql-text
    db.select("t", order=source())  # sink: sql-text
    db.select("t", what=source())  # sink: sql-text
    sink(web.input().name)  # source: http-input
    sink(cherrypy.request.json)  # source: http-object


sanic.response.HTTPResponse(source(), content_type="text/html")  # sink: html-body
sanic.response.HTTPResponse(source())  # sink: response-body silent: html-body
sanic.response.json({"a": source()})  # sink: response-body silent: html-body


def answers(answer: webob.Response, request: webob.Request):
    answer.location = source()  # sink: redirect-target
    answer.location = "/things/" + source()  # silent
    request.response.text = source()  # sink: html-body


class Answered:
    def on_get(self, req, resp):
        resp.content_type = falcon.MEDIA_HTML
        resp.text = source()  # sink: html-body
        req.get_param_as_int("n")

    def on_post(self, req, resp):
        resp.content_type = falcon.MEDIA_JSON
        resp.text = source()  # silent
        req.get_param_as_int("n")


def falcon_response(x: falcon.Response):
    x.set_header("Location", source())  # sink: redirect-target
    x.set_header("Content-Language", source())  # silent
    x.location = source()  # sink: redirect-target


def plainly():
    x = webob.Response(content_type="text/plain")
    x.text = source()  # silent
    y = webob.Response()
    y.content_type = "application/json"
    y.body = source()  # silent
    z = webob.Response()
    z.content_type = "text/html"
    z.text = source()  # sink: html-body
