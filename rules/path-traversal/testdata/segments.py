import os
from urllib.parse import unquote

from fastapi import FastAPI
from flask import Flask

app = Flask(__name__)
api = FastAPI()


@app.route("/one/<name>")
def one(name):
    open(os.path.join("data", name))
    open(os.path.join("data", unquote(name)))  # want "parameter name becomes part of the path"
    return ""


@app.route("/two/<path:name>")
def two(name):
    open(os.path.join("data", name))  # want "parameter name becomes part of the path"
    return ""


@app.route("/kinds/<any(css,js):folder>/<path:name>")
@app.route("/kinds/<path:name>", defaults={"folder": "files"})
def kinds(folder, name):
    open(os.path.join("data", folder))  # ok
    open(os.path.join("data", name))  # want "parameter name becomes part of the path"
    return ""


@app.route("/three/<name>")
@app.route("/four/<path:name>")
def three(name):
    open(os.path.join("data", name))  # want "parameter name becomes part of the path"
    return ""


@api.get("/five/{name}/{rest:path}")
def five(name: str, rest: str, query: str, number: int):
    open(os.path.join("data", name))
    open(os.path.join("data", rest))  # want "parameter rest becomes part of the path"
    open(os.path.join("data", query))  # want "parameter query becomes part of the path"
    open(os.path.join("data", str(number)))
    return ""


@app.route("/six/<any(css,js):folder>/<path:name>")
@app.route("/seven/<path:name>", defaults={"folder": "files"})
def six(folder, name):
    open(os.path.join("data", folder))
    open(os.path.join("data", name))  # want "parameter name becomes part of the path"
    return ""


@app.route("/eight/<int:name>")
@app.route("/nine/<path:name>")
def eight(name):
    open(os.path.join("data", name))  # want "parameter name becomes part of the path"
    return ""


@app.route("/static/<any(css,js):folder>/<path:name>")
def listed(folder, name):
    open("/srv/" + folder)  # ok
    return open("/srv/" + name).read()  # want
