from django.http import HttpResponseRedirect
from django.shortcuts import redirect as django_redirect
from django.utils.http import url_has_allowed_host_and_scheme
from flask import Flask, redirect, request, url_for

app = Flask(__name__)


@app.route("/a")
def referrer():
    return redirect(request.referrer)  # want


@app.route("/b")
def joined():
    return redirect("https://" + request.args["host"])  # want


def leave(request):
    return django_redirect(request.GET.get("redirect", "/"))  # want


def away(request):
    return HttpResponseRedirect(request.POST["url"])  # want


@app.route("/c/<name>")
def page(name):
    return redirect(url_for(name))


@app.route("/d")
def inside():
    return redirect("/items/" + request.args["name"])


@app.route("/e")
def host():
    return redirect("https://example.com/" + request.args["name"])


def safe(request):
    target = request.GET.get("next")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return django_redirect("/")
    return django_redirect(target)


def allowed(request):
    target = request.GET.get("next")
    if target in ("/home", "/news"):
        return django_redirect(target)
    return django_redirect("/")
