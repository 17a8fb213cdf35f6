from urllib.parse import urlparse

from flask import Flask, redirect, request

app = Flask(__name__)


@app.get("/a")
def leaves():
    target = request.args.get("next", "/")
    if urlparse(target).netloc:
        return redirect("/")
    return redirect(target)


def allowed(url):
    parts = urlparse(url)
    if parts.netloc:
        return False
    return parts.path in ("/a", "/b")


@app.get("/b")
def predicate():
    target = request.args.get("next", "/")
    if not allowed(target):
        return redirect("/")
    return redirect(target)


@app.get("/c")
def empty():
    target = request.args.get("next", "/")
    if urlparse(target).netloc == "":
        return redirect(target)
    return redirect("/")


@app.get("/d")
def negated():
    target = request.args.get("next", "/")
    if not urlparse(target).netloc:
        return redirect(target)
    return redirect("/")


@app.get("/e")
def other():
    target = request.args.get("next", "/")
    if urlparse(target).path:
        return redirect("/")
    return redirect(target)  # want
