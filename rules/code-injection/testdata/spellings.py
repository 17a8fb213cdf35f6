import ast
import code
import json

from django.http import HttpRequest
from flask import Flask, request
from fastapi import FastAPI
import pandas as pd

app = Flask(__name__)
api = FastAPI()


@app.route("/a")
def a():
    return str(eval(request.args["e"]))  # want


@app.route("/b", methods=["POST"])
def b():
    exec(request.form["code"])  # want
    return "ok"


@app.route("/c", methods=["POST"])
def c():
    source = "def f():\n    return " + request.data.decode()
    compiled = compile(source, "a", "exec")  # want
    exec(compiled)
    return "ok"


def d(request: HttpRequest):
    return eval("%s + 1" % request.GET["n"])  # want


@api.get("/e")
def e(expression: str):
    frame = pd.DataFrame({"a": [1]})
    return frame.query(expression).to_dict()  # want


@app.route("/f")
def f():
    code.InteractiveInterpreter().runsource(request.args["code"])  # want
    return "ok"


def lambda_handler(event, context):
    return eval(event["body"])  # want


@app.route("/g")
def g():
    ast.literal_eval(request.args["e"])  # ok
    json.loads(request.args["e"])  # ok
    eval(str(int(request.args["n"])) + " + 1")  # ok
    name = request.args["name"]
    if name in ("a", "b"):
        return str(eval(name))  # ok
    return "ok"
