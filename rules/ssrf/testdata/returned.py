import os
from urllib.parse import quote, urlencode

import requests
from flask import Flask, request

app = Flask(__name__)


def api(search, **more):
    """The address of the service: who runs the program sets the host."""
    query = {key: value for key, value in {"text": search, **more}.items() if value}
    return f"{os.environ['SITE']}/api/v2/search/?{urlencode(query)}"


def mirror(host):
    return f"https://{host}/{os.environ['REPOSITORY']}"


def mirror_of(name):
    base = os.environ["MIRROR"]
    if name == "main":
        base = mirror(request.args["mirror"])
    return base + "/" + quote(name)


@app.route("/search")
def search():
    return requests.get(api(request.args["text"], page=request.args["page"])).text


@app.route("/mirror")
def fetch():
    return requests.get(mirror(request.args["host"])).text  # want


@app.route("/mirrors/<name>")
def fetch_main(name):
    return requests.get(mirror_of("main")).text  # want


@app.route("/mirrors/<name>/other")
def fetch_other(name):
    return requests.get(os.environ["MIRROR"] + "/" + quote(name)).text
