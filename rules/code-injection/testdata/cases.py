import code
import timeit

import requests
from flask import Flask, request
from PIL import ImageMath

app = Flask(__name__)
ACTIONS = {"a": "1 + 1"}


@app.post("/exec")
def execute():
    exec("x = " + request.form["value"])  # want
    exec(compile(request.form["value"], "page", "exec"))  # want
    return "ok"


@app.post("/shell")
def shell():
    code.InteractiveInterpreter().runsource(request.form["value"])  # want
    timeit.timeit(request.form["value"])  # want
    ImageMath.eval(request.form["value"], a=1)  # want
    return "ok"


@app.post("/update")
def update():
    exec(requests.get("https://example.com/update.py").text)  # want
    return "ok"


@app.post("/number")
def number():
    return str(eval(str(int(request.form["value"])) + " + 1"))


@app.post("/known")
def known():
    return str(eval(ACTIONS[request.form["value"]]))


@app.post("/allowed")
def allowed():
    name = request.form["value"]
    if name not in {"len", "min"}:
        return "no"
    return str(eval(name))


@app.post("/constant")
def constant():
    return str(eval("1 + 1"))
