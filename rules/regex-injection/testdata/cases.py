import re

from flask import Flask, request

app = Flask(__name__)


@app.route("/a")
def several():
    re.compile("^" + request.args["q"])  # want
    re.sub(request.args["q"], "", "text")  # want
    re.findall(pattern=request.args["q"], string="text")  # want
    return "ok"


@app.route("/b")
def safe():
    re.compile("^" + re.escape(request.args["q"]))
    re.sub("a", request.args["q"], "text")
    re.match("a+", request.args["q"])
    return "ok"
