from django.http import HttpRequest
from flask import Flask, g, request, session
from starlette.requests import Request

app = Flask(__name__)


@app.route("/a", methods=["POST"])
def a():
    session["role"] = request.form["role"]  # want
    return "ok"


@app.route("/b")
def b():
    session[request.args["key"]] = 1  # want
    return "ok"


def c(request: HttpRequest):
    request.session["cart"] = request.POST["cart"]  # want


async def d(request: Request):
    request.session["name"] = request.query_params["name"]  # want:missing


@app.route("/e")
def e():
    session["page"] = int(request.args["page"])  # ok
    session["logged_in"] = True  # ok
    role = request.args["role"]
    if role in ("user", "guest"):
        session["role"] = role  # ok
    session["theme"] = {"d": "dark"}.get(request.args["t"])  # ok
    return "ok"
