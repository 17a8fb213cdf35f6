from flask import Flask, redirect, request
from werkzeug.local import LocalProxy

app = Flask(__name__)


def chosen():
    return request.headers.get("Organization")


current = LocalProxy(chosen)


@app.route("/a")
def a():
    if current != None:  # a proxy asks what it stands for
        return redirect("/")
    return redirect(request.args["next"])  # want


@app.route("/b")
def b():
    if current is None:
        return redirect(request.args["next"])  # ok
    return redirect("/")
