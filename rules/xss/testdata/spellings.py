import html
import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from flask import Flask, Response, jsonify, make_response, render_template, request
from markupsafe import escape
import bleach
import tornado.web

app = Flask(__name__)
api = FastAPI()


@app.route("/a")
def a():
    return "<h1>Hello " + request.args["name"] + "</h1>"  # want


@app.route("/b")
def b():
    name = request.args.get("name", "")
    return make_response(f"<p>{name}</p>")  # want


def c(request: HttpRequest):
    return HttpResponse("<p>%s</p>" % request.GET["name"])  # want


@api.get("/d")
def d(name: str):
    return HTMLResponse("<p>{}</p>".format(name))  # want


class Handler(tornado.web.RequestHandler):
    def get(self):
        self.write("<p>" + self.get_argument("name") + "</p>")  # want


@app.route("/e/<name>")
def e(name):
    return Response("<p>" + name + "</p>", mimetype="text/html")  # want


@app.route("/f")
def f():
    return f"<p>{escape(request.args['name'])}</p>"  # ok


@app.route("/g")
def g():
    return "<p>" + html.escape(request.args["name"]) + "</p>"  # ok


@app.route("/h")
def h():
    return jsonify({"name": request.args["name"]})  # ok


def i(request: HttpRequest):
    JsonResponse({"name": request.GET["name"]})  # ok
    return HttpResponse(request.GET["name"], content_type="text/plain")  # ok


@app.route("/j")
def j():
    return render_template("a.html", name=request.args["name"])  # ok


@app.route("/k")
def k():
    return bleach.clean(request.args["name"])  # ok


@app.route("/l")
def l():
    return Response(json.dumps({"a": request.args["a"]}), mimetype="application/json")  # ok
