from django.http import HttpResponse, HttpResponseNotFound
from django.utils.safestring import mark_safe
from flask import Flask, Response, make_response, request
from markupsafe import Markup

app = Flask(__name__)


@app.route("/a/<name>")
def parameter(name):
    return f"<p>{name}</p>"  # want


@app.route("/b")
def status():
    return "<p>%s</p>" % request.args["a"], 404  # want


@app.route("/c")
def response():
    answer = make_response("<p>" + request.headers["Referer"])
    return answer  # want


@app.route("/d")
def built():
    return Response("<p>" + request.cookies["a"])  # want


def page(request):
    return HttpResponse("<p>" + request.GET["a"] + "</p>")  # want


def missing(request):
    return HttpResponseNotFound("no page " + request.META["PATH_INFO"])  # want


def marked(request):
    return {"text": mark_safe(request.POST["a"])}  # want


@app.route("/e")
def markup():
    return {"text": Markup("<b>" + request.args["a"] + "</b>")}  # want


@app.errorhandler(404)
def not_found(error):
    return "no page " + request.url, 404  # want


def greet(name):
    return "<p>Hello " + name


@app.route("/f")
def helper():
    return greet(request.form["name"])  # want
