from urllib.parse import urlparse

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect as django_redirect
from django.utils.http import url_has_allowed_host_and_scheme
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from flask import Flask, Response, redirect, request, url_for

app = Flask(__name__)
api = FastAPI()


@app.route("/a")
def a():
    return redirect(request.args.get("next"))  # want


def b(request: HttpRequest):
    return HttpResponseRedirect(request.GET["next"])  # want


def c(request: HttpRequest):
    return django_redirect(request.GET.get("next", "/"))  # want


@api.get("/d")
def d(next: str):
    return RedirectResponse(next)  # want


@app.route("/e")
def e():
    response = Response(status=302)
    response.headers["Location"] = request.args["next"]  # want
    return response


@app.route("/f")
def f():
    target = request.args["next"]
    if urlparse(target).netloc != "":
        return redirect("/")  # ok
    return redirect(target)  # ok


def g(request: HttpRequest):
    target = request.GET["next"]
    if url_has_allowed_host_and_scheme(target, allowed_hosts={"shop.com"}):
        return HttpResponseRedirect(target)  # ok
    return HttpResponseRedirect("/")  # ok


@app.route("/h")
def h():
    redirect(url_for("a", next=request.args["next"]))  # ok
    redirect("https://shop.com/items/" + request.args["id"])  # ok
    return redirect("/items/" + request.args["id"])  # ok
