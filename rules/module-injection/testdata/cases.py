import importlib
import os
import runpy
import sys

from flask import Flask, request

app = Flask(__name__)


def from_environment():
    return importlib.import_module(os.environ["BACKEND"])  # ok


def from_arguments():
    runpy.run_module(sys.argv[1])  # ok


@app.route("/raw")
def raw():
    __import__("plugins." + request.args["name"])  # want
    return "ok"


@app.route("/allowed")
def allowed():
    name = request.args["name"]
    if name not in ("one", "two"):
        return "no"
    importlib.import_module(name)
    return "ok"


def constant():
    return importlib.import_module("json")
