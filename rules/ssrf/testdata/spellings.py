import socket
import urllib.request
from urllib.parse import urlparse

import aiohttp
import httpx
import requests
from django.http import HttpRequest
from fastapi import FastAPI
from flask import Flask, abort, request

app = Flask(__name__)
api = FastAPI()


@app.route("/a")
def a():
    return requests.get(request.args["url"], timeout=5).text  # want


@app.route("/b")
def b():
    return urllib.request.urlopen("http://" + request.args["host"] + "/status", timeout=5).read()  # want


@api.get("/c")
async def c(url: str):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:  # want
            return await response.text()


def d(request: HttpRequest):
    return httpx.post(request.POST["callback"], json={})  # want


@api.post("/e")
async def e(url: str):
    async with httpx.AsyncClient() as client:
        return await client.get(url)  # want


@app.route("/f")
def f():
    session = requests.Session()
    return session.get(f"https://{request.args['tenant']}.shop.com/", timeout=5).text  # want


@app.route("/g")
def g():
    socket.create_connection((request.args["host"], 80), timeout=5)  # want
    return "ok"


@app.route("/h")
def h():
    url = request.args["url"]
    if urlparse(url).hostname not in ("a.shop.com", "b.shop.com"):
        abort(400)
    return requests.get(url, timeout=5).text  # ok


@app.route("/i")
def i():
    requests.get("https://api.shop.com/search", params={"q": request.args["q"]}, timeout=5)  # ok
    requests.get("https://api.shop.com/items/%d" % int(request.args["id"]), timeout=5)  # ok
    requests.post("https://api.shop.com/", json={"a": request.args["a"]}, timeout=5)  # ok
    requests.get("https://api.shop.com/search?q=" + request.args["q"], timeout=5)  # ok
    return "ok"
