import operator

from django.http import HttpResponse
from flask import Flask, jsonify, request

import handlers

app = Flask(__name__)
ACTIONS = {"start": handlers.start, "stop": handlers.stop}


@app.route("/call/<action>")
def call(action):
    return getattr(handlers, action)()  # want


@app.route("/rpc", methods=["POST"])
def rpc():
    body = request.get_json()
    method = getattr(handlers, body["method"], None)  # want
    if method is None:
        return "no such method", 404
    return jsonify(method(*body["params"]))


@app.route("/global")
def by_global():
    name = request.args.get("fn")
    return globals()[name](request.args)  # want


@app.route("/global2")
def by_get():
    func = globals().get(request.args["fn"])  # want
    return func()


def view(request, pk):
    report = handlers.Report(pk)
    run = operator.methodcaller(request.GET["do"])  # want
    return HttpResponse(run(report))


@app.route("/drop", methods=["POST"])
def drop():
    delattr(handlers.settings, request.form["key"])  # want
    return "gone"


class Api:
    def run(self, name):
        return getattr(self, name)()  # want


@app.route("/api/<name>")
def api(name):
    return Api().run(name)


@app.route("/good/mapping/<action>")
def mapped(action):
    return ACTIONS[action]()


@app.route("/good/allowed/<action>")
def allowed(action):
    if action not in ("start", "stop"):
        return "no", 404
    return getattr(handlers, action)()  # ok


@app.route("/good/prefix/<action>")
def prefixed(action):
    return getattr(handlers, "handle_" + action)()  # ok


@app.route("/good/read")
def read():
    column = request.args["sort"]
    return str(getattr(handlers.row, column, ""))  # ok: it is read and not called


@app.route("/good/constant")
def constant():
    return getattr(handlers, "start")(request.args["x"])  # ok


@app.route("/good/mine")
def mine():
    table = {"a": handlers.start}
    return table.get(request.args["x"], handlers.stop)()  # ok
