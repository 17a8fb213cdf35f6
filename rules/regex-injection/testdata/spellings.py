import re
from re import compile as rc

import pandas as pd
from flask import Flask, request

app = Flask(__name__)


@app.route("/a")
def a():
    return str(re.search(request.args["p"], "text"))  # want


@app.route("/b")
def b():
    return str(rc("^" + request.args["p"]))  # want


@app.route("/c")
def c():
    return re.sub(f"{request.args['p']}+", "", "text")  # want


@app.route("/d")
def d():
    frame = pd.DataFrame({"a": ["x"]})
    return str(frame["a"].str.contains(request.args["p"]))  # want


@app.route("/e")
def e():
    re.search(re.escape(request.args["p"]), "text")  # ok
    re.search("a+", request.args["t"])  # ok
    pattern = request.args["p"]
    if pattern in ("a", "b"):
        re.match(pattern, "text")  # ok
    frame = pd.DataFrame({"a": ["x"]})
    return str(frame["a"].str.contains(request.args["p"], regex=False))  # ok
