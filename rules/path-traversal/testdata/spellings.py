import os
import shutil
from pathlib import Path

from django.http import FileResponse, HttpRequest
from fastapi import FastAPI
from fastapi.responses import FileResponse as FastFile
from flask import Flask, abort, request, send_file, send_from_directory
from werkzeug.utils import safe_join, secure_filename

app = Flask(__name__)
api = FastAPI()
BASE = "/srv/files"


@app.route("/a")
def a():
    return open("/srv/files/" + request.args["name"]).read()  # want


@app.route("/b")
def b():
    return send_file(os.path.join(BASE, request.args["name"]))  # want


def c(request: HttpRequest):
    return FileResponse(open(os.path.join(BASE, request.GET["name"]), "rb"))  # want


@api.get("/d/{name:path}")
def d(name: str):
    return FastFile(Path(BASE) / name)  # want


@app.route("/e", methods=["POST"])
def e():
    os.remove(f"{BASE}/{request.form['name']}")  # want
    return "ok"


@app.route("/f")
def f():
    shutil.rmtree(os.path.join(BASE, request.args["dir"]))  # want
    return "ok"


@app.route("/g")
def g():
    return (Path(BASE) / request.args["name"]).read_text()  # want


def lambda_handler(event, context):
    with open("/tmp/" + event["queryStringParameters"]["name"]) as file:  # want
        return file.read()


@app.route("/h")
def h():
    name = request.args["name"]
    open(os.path.join(BASE, os.path.basename(name)))  # ok
    open(os.path.join(BASE, secure_filename(name)))  # ok
    send_from_directory(BASE, name)  # ok
    open(safe_join(BASE, name))  # ok
    path = os.path.realpath(os.path.join(BASE, name))
    if not path.startswith(BASE + os.sep):
        abort(404)
    open(path)  # ok
    full = (Path(BASE) / name).resolve()
    if not full.is_relative_to(BASE):
        abort(404)
    return full.read_text()  # ok
