import json

from django.http import HttpRequest
from flask import Flask, g, request, session

app = Flask(__name__)


@app.route("/a")
def stored():
    session["name"] = request.args["name"]  # want
    session[request.args["key"]] = 1  # want
    session.update(name=request.args["name"])  # want
    return "ok"


def view(request: HttpRequest):
    request.session["name"] = request.GET["name"]  # want


@app.before_request
def load():
    g.user = json.loads(request.cookies["user"])  # want


@app.route("/b")
def safe():
    session["number"] = int(request.args["number"])
    session["flag"] = request.args["flag"] == "yes"
    session["fixed"] = "a"
    g.start = 1
    return "ok"
