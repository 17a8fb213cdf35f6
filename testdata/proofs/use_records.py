import os
from collections import namedtuple
from dataclasses import dataclass, replace
from typing import NamedTuple
from flask import Flask, request

app = Flask(__name__)
Meta = namedtuple("Meta", "file_path, extension, title")
Meta2 = namedtuple("Meta2", ["file_path", "title"])


class Meta3(NamedTuple):
    file_path: str
    title: str


@dataclass
class Meta4:
    file_path: str
    title: str = ""


class Rec(dict):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)
        self.update({"fixed": "x"})

    @property
    def path(self):
        return os.path.join("/srv", self["fixed"])


@app.get("/1")
def v1():
    m = Meta("/tmp/x", ".txt", request.args["t"])
    os.remove(m.file_path)  # silent
    os.remove(m.title)  # want: path-traversal
    m = m._replace(title=request.args["t"])
    os.remove(m.file_path)  # silent
    os.remove(m[0])  # silent
    os.remove(m[2])  # want: path-traversal
    a, b, c = m
    os.remove(a)  # silent
    os.remove(c)  # want: path-traversal
    os.remove(m._asdict()["title"])  # want: path-traversal


@app.get("/2")
def v2():
    m = Meta2(file_path="/tmp/x", title=request.args["t"])
    os.remove(m.file_path)  # silent
    os.remove(m.title)  # want: path-traversal
    for x in m:
        os.remove(x)  # want: path-traversal


@app.get("/3")
def v3():
    m = Meta3("/tmp/x", request.args["t"])
    os.remove(m.file_path)  # silent
    os.remove(m.title)  # want: path-traversal
    m = m._replace(title="x")
    os.remove(m.title)  # silent
    m = m._replace(title=request.args["t"])
    os.remove(m.file_path)  # silent
    os.remove(m.title)  # want: path-traversal
    a, b = m
    os.remove(a)  # silent
    os.remove(b)  # want: path-traversal


@app.get("/4")
def v4():
    m = Meta4("/tmp/x", request.args["t"])
    os.remove(m.file_path)  # silent
    os.remove(m.title)  # want: path-traversal
    m = replace(m, title=request.args["t"])
    os.remove(m.file_path)  # silent
    os.remove(m.title)  # want: path-traversal


def build(title):
    return Meta("/tmp/x", ".txt", title)


def upd(meta, title):
    return meta._replace(title=title)


@app.get("/5")
def v5():
    m = upd(build("x"), request.args["t"])
    os.remove(m.file_path)  # silent
    os.remove(m.title)  # want: path-traversal


@app.get("/6")
def v6():
    r = Rec(url=request.args["t"])
    os.remove(r["fixed"])  # silent
    os.remove(r["url"])  # want: path-traversal
    os.remove(r.get("fixed"))  # silent
    os.remove(r.get("url"))  # want: path-traversal
    os.remove(r.path)  # silent
    r["k"] = request.args["t"]
    os.remove(r["k"])  # want: path-traversal
    os.remove(r["fixed"])  # silent
    r.update(x=request.args["t"])
    os.remove(r["fixed"])  # silent
