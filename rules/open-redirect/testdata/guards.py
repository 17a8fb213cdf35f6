import re
from urllib.parse import urljoin, urlparse

from flask import Flask, abort, redirect, request

app = Flask(__name__)


@app.get("/1")
def one_slash():
    target = request.args["next"]
    if not target.startswith("/") or target.startswith("//"):
        abort(400)
    return redirect(target)


@app.get("/2")
def no_two_slashes():
    target = request.args["next"]
    if target.startswith("//") or not target.startswith("/"):
        return redirect("/")
    return redirect(target)


def own_address(address):
    schemes = ["http", "https", ""]
    hosts = [request.host, ""]
    parsed = urlparse(address)
    if parsed.scheme in schemes and parsed.netloc in hosts:
        return address
    return "/"


@app.get("/3")
def own_hosts():
    return redirect(own_address(request.args["next"]))


@app.get("/4")
def pattern():
    target = request.args["next"]
    if re.match(r"^/[^/\\]", target):
        return redirect(target)
    return redirect("/")


@app.get("/5")
def same_host():
    target = request.args["next"]
    if urlparse(urljoin(request.host_url, target)).netloc != urlparse(request.host_url).netloc:
        abort(400)
    return redirect(target)


@app.get("/6")
def slash():
    target = request.args["next"]
    if not target.startswith("/"):
        abort(400)
    return redirect(target)  # want


@app.get("/7")
def two_slashes():
    target = request.args["next"]
    if target.startswith("//"):
        abort(400)
    return redirect(target)  # want


@app.get("/8")
def scheme():
    target = request.args["next"]
    if urlparse(target).scheme not in ["http", "https", ""]:
        abort(400)
    return redirect(target)  # want


@app.get("/9")
def any_beginning():
    target = request.args["next"]
    if re.match(r"^/.*", target):
        return redirect(target)  # want
    return redirect("/")


@app.get("/10")
def stripped():
    return redirect("/" + request.args["next"].lstrip("/\\"))


@app.get("/11")
def stripped_of_slashes():
    return redirect("/" + request.args["next"].lstrip("/"))  # want


@app.get("/12")
def stripped_alone():
    return redirect(request.args["next"].lstrip("/\\"))  # want
