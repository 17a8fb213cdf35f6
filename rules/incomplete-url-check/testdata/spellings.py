import re
from urllib.parse import urlparse, urlsplit

import requests
from flask import abort, redirect, request


def a():
    url = request.args["next"]
    if "example.com" in url:  # want
        return redirect(url)
    abort(400)


def b():
    url = request.args.get("next")
    if url.startswith("https://example.com"):  # want
        return redirect(url)


def c(url):
    if urlparse(url).netloc.endswith("example.com"):  # want
        return requests.get(url, timeout=5)


def d(url):
    if url.find("example.com") != -1:  # want
        return requests.get(url, timeout=5)


HOST = re.compile(r"^https://www.example.com/")  # want


def e(url):
    if HOST.match(url):
        return requests.get(url, timeout=5)


def f(url):
    if re.match(r"https?://api.example.com", url):  # want
        return redirect(url)


def g():
    url = request.args["next"]
    host = urlsplit(url).hostname
    if host == "example.com":  # ok
        return redirect(url)
    if host.endswith(".example.com"):  # ok
        return redirect(url)
    if url.startswith("https://example.com/"):  # ok
        return redirect(url)
    if urlparse(url).netloc in ("example.com", "www.example.com"):  # ok
        return redirect(url)
    if "example.com" in ["example.com", url]:  # ok
        return redirect("/")
