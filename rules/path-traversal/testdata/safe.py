import os
from pathlib import Path

import flask
from flask import Flask, abort, request
from werkzeug.utils import safe_join, secure_filename

app = Flask(__name__)
BASE = "/srv/files"


@app.route("/base")
def base_name():
    return {"text": open(os.path.join(BASE, os.path.basename(request.args["name"]))).read()}


@app.route("/secure")
def secure():
    return {"text": open(os.path.join(BASE, secure_filename(request.args["name"]))).read()}


@app.route("/join")
def joined():
    return {"text": open(safe_join(BASE, request.args["name"])).read()}


@app.route("/directory/<path:name>")
def directory(name):
    return flask.send_from_directory(BASE, name)


@app.route("/prefix")
def prefix():
    path = os.path.realpath(os.path.join(BASE, request.args["name"]))
    if not path.startswith(BASE + os.sep):
        abort(404)
    return {"text": open(path).read()}


@app.route("/common")
def common():
    path = os.path.abspath(os.path.join(BASE, request.args["name"]))
    if os.path.commonpath([path, BASE]) != BASE:
        abort(404)
    return {"text": open(path).read()}


@app.route("/parents")
def parents():
    path = (Path(BASE) / request.args["name"]).resolve()
    if Path(BASE) not in path.parents:
        abort(404)
    return {"text": path.read_text()}


@app.route("/number/<int:number>")
def number(number):
    return {"text": open(f"{BASE}/{number}.txt").read()}


@app.route("/rejected")
def rejected():
    name = request.args["name"]
    if ".." in name or name.startswith("/"):
        abort(404)
    return {"text": open(os.path.join(BASE, name)).read()}


@app.route("/allowed")
def allowed():
    name = request.args["name"]
    if name in {"a.txt", "b.txt"}:
        return {"text": open(os.path.join(BASE, name)).read()}
    return "no"
