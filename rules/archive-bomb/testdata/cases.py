import bz2
import gzip
import io
import tarfile
import zipfile
import zlib

import requests
from flask import Flask, request

app = Flask(__name__)


@app.post("/a")
def a():
    return gzip.decompress(request.data)  # want


@app.post("/b")
def b():
    with tarfile.open(fileobj=io.BytesIO(request.get_data())) as t:
        t.extractall("/tmp/x", filter="data")  # want
    return "b"


@app.post("/c")
def c():
    z = zipfile.ZipFile(io.BytesIO(requests.get("https://example.com/x", timeout=5).content))
    return z.read("a")  # want


@app.post("/d")
def d():
    return zlib.decompress(request.data)  # want


@app.post("/e")
def e():
    return zlib.decompressobj().decompress(request.data, 1000)


@app.post("/f")
def f():
    t = tarfile.open(fileobj=io.BytesIO(request.data))
    if len(t.getmembers()) > 100:
        return "no"
    t.extractall("/tmp/x", filter="data")
    return "f"


def g(path):
    return bz2.decompress(open(path, "rb").read())


@app.post("/h")
def h():
    return gzip.compress(request.data)
