import flask_restx.reqparse
import flask_restful.reqparse
import flask
import flask_restful
import flask_restx
import flask_restful.inputs
import flask_restx.inputs
import flask_themes2
from flask import Blueprint, Flask, Response, make_response, redirect, request, session
from flask.views import MethodView, View

from leadline_proof import sink, source

app = Flask(__name__)
pages = Blueprint("pages", __name__)

sink(request.view_args["a"])  # source: http-input
flask.render_template_string(source())  # sink: template-text
flask.stream_template_string(source())  # sink: template-text
sink(flask.render_template_string("<p>{{ a }}</p>", a=source()))  # clean
sink(flask.render_template_string("<p>{{ a|safe }}</p>", a=source()))  # flows
sink(flask.render_template_string("<p>{{ a | safe }}</p>", **{"a": source()}))  # flows
sink(flask.stream_template_string("{% autoescape false %}{{ a }}{% endautoescape %}", a=source()))  # flows
flask.render_template("a.html", name=source())  # silent
flask.render_template("proof.html", value=source())  # sink: html-markup
flask.render_template("proof2.html", other=source())  # silent
flask_themes2.render_theme_template("theme", "proof4.html", value=source())  # sink: html-markup
sink(flask_themes2.render_theme_template("theme", "a.html", value=source()))  # clean
sink(flask_restful.abort(404, message=source()))  # silent
flask.stream_template("proof3.html", value=source())  # sink: html-markup
flask.send_file(source())  # sink: file-path
flask.send_from_directory(source(), "a")  # sink: file-path
flask.send_from_directory("static", source())  # silent
redirect(source())  # sink: redirect-target
app.redirect(source())  # sink: redirect-target
redirect("/next/" + source())  # silent
session["a"] = source()  # sink: session-store (flask.SecureCookieSession)
session[source()] = 1  # sink: session-key
flask.g.user = source()  # sink: context-store
app.secret_key = source()  # sink: credential
app.config["SECRET_KEY"] = source()  # sink: credential
app.config["OTHER"] = source()  # silent
session.update(a=source())  # sink: session-store
session.setdefault("a", source())  # sink: session-store
sink(make_response(source()))  # flows
sink(app.make_response(source()))  # flows
sink(Response(source()))  # flows
sink(flask.stream_with_context(source()))  # flows
sink(flask.after_this_request(source()))  # flows
sink(flask.jsonify(source()))  # clean
sink(flask.url_for(source()))  # clean
sink(request.endpoint)  # clean


@app.route("/a/<name>/<int:number>")
def view(name, number):
    sink(number)  # clean
    sink(name)  # source: http-input
    return name  # sink: html-body


@pages.get("/b")
def get():
    return "<p>" + source()  # sink: html-body


@pages.post("/b")
def post():
    return flask.jsonify(source())  # sink: response-body silent: html-body


@pages.put("/b")
def put():
    return Response(source(), mimetype="text/plain")  # sink: response-body silent: html-body


@pages.patch("/b")
def patch():
    return Response(source(), content_type="application/json")  # sink: response-body silent: html-body


@pages.delete("/b")
def delete():
    return Response(source())  # sink: html-body


@app.errorhandler(404)
def missing(error):
    return source()  # sink: html-body


@pages.app_errorhandler(500)
def broken(error):
    return source()  # sink: html-body


@app.before_request
def before():
    sink(source())  # flows


@pages.before_app_request
def before_app():
    sink(source())  # flows


@app.after_request
def after(response):
    sink(response)  # clean
    return response


@app.teardown_request
def teardown(error):
    sink(error)  # clean


@app.context_processor
def context():
    return {"a": source()}  # silent


def added(name):
    return name  # sink: html-body


def handled(error):
    return source()  # sink: html-body


app.add_url_rule("/c/<name>", "c", added)
app.register_error_handler(403, handled)


class Page(MethodView):
    def get(self, name):
        return name  # sink: html-body


class Item(flask_restful.Resource):
    def get(self, name):
        sink(name)  # source: http-input
        return name  # silent


class Entry(flask_restx.Resource):
    def get(self, name):
        sink(name)  # source: http-input
        return name  # silent


class Old(View):
    def dispatch_request(self, name):
        return name  # sink: html-body


def stop():
    flask.abort(404, description=source())  # sink: response-body silent: html-body
    sink(source())  # silent


@app.route("/typed")
def typed():
    answer = make_response(source())
    answer.headers["Content-Type"] = "text/plain"
    return answer  # sink: response-body silent: html-body


@app.route("/typed/html")
def typed_html():
    answer = make_response(source())
    answer.headers["Content-Type"] = "text/html"
    return answer  # sink: html-body


@app.route("/typed/headers")
def typed_headers():
    return Response(source(), headers={"content-type": "text/plain"})  # sink: response-body silent: html-body


@app.route("/typed/html/headers")
def typed_html_headers():
    return Response(source(), headers={"Content-Type": "text/html"})  # sink: html-body


@app.route("/typed/tuple")
def typed_tuple():
    return source(), 200, {"Content-Type": "text/plain"}  # sink: response-body silent: html-body


@app.route("/typed/html/tuple")
def typed_html_tuple():
    return source(), {"X-Other": "text/plain"}  # sink: html-body

flask.Flask(__name__).jinja_env.from_string(source())  # sink: template-text

parser = flask_restful.reqparse.RequestParser()
parser.add_argument("name")
parser.add_argument("page", type=int)
parser.add_argument("way", choices=("up", "down"))
parser.add_argument("slug", type=flask_restful.inputs.regex("^[a-z]+$"))
parser.add_argument("open", type=flask_restx.inputs.boolean)
parser.add_argument("count", type=flask_restful.inputs.natural)
sink(parser.parse_args()["page"])  # clean: numeric
sink(parser.parse_args().way)  # clean: allow-listed
sink(parser.parse_args().get("slug"))  # clean: alphanumeric
sink(parser.parse_args()["open"])  # clean: numeric
sink(parser.parse_args()["count"])  # clean: numeric
sink(parser.parse_args()["name"])  # source: http-input
sink(flask_restx.reqparse.RequestParser().copy().parse_args().name)  # source: http-input
sink(flask_restx.Api().payload["a"])  # source: http-object
sink(flask_restx.Namespace("x").payload)  # source: http-object
flask_restful.reqparse.Namespace


def located():
    Response(headers={"Location": source()})  # sink: redirect-target
    answer = flask.make_response("")
    answer.location = source()  # sink: redirect-target
    answer.headers["Location"] = "/things/" + source()  # silent
    return answer
