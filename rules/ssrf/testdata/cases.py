import http.client
import socket
import urllib.request
from urllib.parse import urlparse

import httpx
import requests
from flask import Flask, abort, request

app = Flask(__name__)
BASE = "https://api.example.com/"


@app.route("/host")
def host():
    requests.get("https://" + request.args["host"] + "/status")  # want
    requests.post(f"http://{request.args['tenant']}.example.com/")  # want
    return "ok"


@app.route("/urllib")
def with_urllib():
    urllib.request.urlopen(request.args["url"])  # want
    httpx.get(request.args["url"])  # want
    http.client.HTTPConnection(request.args["host"])  # want
    socket.create_connection((request.args["host"], 80))  # want
    return "ok"


@app.route("/session")
def session():
    with requests.Session() as client:
        client.get(url=request.args["url"])  # want
        client.request("GET", request.args["url"])  # want
    return "ok"


@app.route("/path")
def path():
    requests.get(BASE + request.args["name"])
    requests.get("https://example.com/items?name=" + request.args["name"])
    requests.get(f"https://example.com/items/{request.args['name']}")
    requests.get("https://example.com/items", params={"name": request.args["name"]})
    requests.post("https://example.com/items", json=request.get_json())
    return "ok"


@app.route("/checked")
def checked():
    url = request.args["url"]
    parts = urlparse(url)
    if parts.netloc != "example.com":
        abort(400)
    requests.get(url)
    return "ok"


@app.route("/known")
def known():
    url = {"a": "https://a.example.com", "b": "https://b.example.com"}[request.args["name"]]
    requests.get(url)
    return "ok"
