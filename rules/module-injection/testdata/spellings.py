import importlib
import importlib.util
import sys
from importlib import import_module

from flask import Flask, request

app = Flask(__name__)


@app.route("/a")
def a():
    return str(importlib.import_module(request.args["m"]))  # want


@app.route("/b")
def b():
    return str(__import__(request.args["m"]))  # want


def c():
    import_module(sys.argv[1])  # ok


def d():
    name = input("module")
    return importlib.util.find_spec(name)  # ok


@app.route("/e")
def e():
    return str(import_module("plugins." + request.args["m"]))  # want


PLUGINS = {"a": "plugins.a"}


@app.route("/f")
def f():
    name = request.args["m"]
    if name in ("plugins.a", "plugins.b"):
        import_module(name)  # ok
    import_module(PLUGINS[name])  # ok
    import_module("plugins.a")  # ok
    importlib.reload(sys)  # ok
    return "ok"
