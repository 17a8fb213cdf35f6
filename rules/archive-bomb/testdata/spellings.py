import gzip
import io
import tarfile
import zipfile
import zlib

import requests
from flask import Flask, abort, request

app = Flask(__name__)


@app.route("/a", methods=["POST"])
def a():
    with zipfile.ZipFile(request.files["f"]) as z:
        z.extractall("/tmp/a")  # want
    return "ok"


@app.route("/b", methods=["POST"])
def b():
    tar = tarfile.open(fileobj=request.files["f"].stream)
    tar.extractall("/tmp/b", filter="data")  # want
    return "ok"


@app.route("/c", methods=["POST"])
def c():
    return zlib.decompress(request.data)  # want


@app.route("/d", methods=["POST"])
def d():
    return gzip.decompress(request.get_data())  # want


def e(url):
    data = io.BytesIO(requests.get(url, timeout=5).content)
    zipfile.ZipFile(data).extractall("/tmp/e")  # want


@app.route("/f", methods=["POST"])
def f():
    with zipfile.ZipFile(request.files["f"]) as z:
        if sum(i.file_size for i in z.infolist()) > 10**7:
            abort(413)
        z.extractall("/tmp/f")  # ok
    return "ok"


@app.route("/g", methods=["POST"])
def g():
    with zipfile.ZipFile(request.files["f"]) as z:
        if len(z.namelist()) > 100:
            abort(413)
        z.extractall("/tmp/g")  # ok
    return "ok"


def h():
    zipfile.ZipFile("data.zip").extractall("/tmp/h")  # ok


def i(data):
    return zlib.decompress(data)  # ok
