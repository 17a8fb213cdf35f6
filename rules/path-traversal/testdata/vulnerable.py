import os
import shutil
from pathlib import Path

import flask
from flask import Flask, request

app = Flask(__name__)
BASE = "/srv/files"


@app.route("/open")
def opened():
    return {"text": open(BASE + "/" + request.args["name"]).read()}  # want


@app.route("/pathlib")
def with_pathlib():
    path = Path(BASE) / request.args["name"]
    return {"text": path.read_text()}  # want


@app.route("/remove")
def remove():
    os.remove(f"{BASE}/{request.args['name']}.txt")  # want
    shutil.copy(request.args["name"], "/tmp/copy")  # want
    return "ok"


@app.route("/send/<path:name>")
def send(name):
    return flask.send_file(os.path.join(BASE, name))  # want


@app.route("/list")
def listed():
    return {"names": os.listdir(request.args["dir"])}  # want


@app.route("/weak")
def weak():
    name = request.args["name"].replace("../", "")
    return {"text": open(os.path.join(BASE, name)).read()}  # want


@app.route("/prefix")
def prefix():
    path = os.path.join(BASE, request.args["name"])
    if not path.startswith(BASE):
        return "no"
    return {"text": open(path).read()}  # want


@app.route("/glob")
def globbed():
    for path in Path("/tmp").glob("key." + request.args["name"] + ".*"):  # want
        return path.name
    return "none"
