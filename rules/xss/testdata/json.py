import json

from flask import Flask, Response, make_response, request

app = Flask(__name__)
TYPES = {"json": "application/json;charset=utf-8", "html": "text/html"}


def finish(status, data, kind):
    headers = {"Content-Type": TYPES[kind]}
    return make_response((json.dumps(data), status, headers))


def bad_request(message):
    return finish(400, "Bad request: " + message, "json")


@app.get("/api/<path:name>")
def api(name):
    return bad_request("no action " + name)  # ok


@app.get("/direct")
def direct():
    return finish(200, {"q": request.args["q"]}, "json")  # ok


@app.get("/dict/<path:name>")
def document(name):
    return error("no " + name)  # ok


def error(detail):
    document = {"errors": [{"detail": detail}]}
    return make_response(document, 404)


@app.get("/page")
def page():
    return "<p>" + request.args["q"]  # want


@app.get("/bytes")
def in_bytes():
    return json.dumps(["ERROR", request.args["q"]]).encode("utf-8")  # ok
