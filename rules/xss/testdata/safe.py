import html
import json

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import escape as django_escape
from django.utils.html import format_html
from flask import Flask, Response, jsonify, make_response, redirect, render_template, request, url_for
from markupsafe import escape

app = Flask(__name__)


@app.route("/a")
def escaped():
    return "<p>" + html.escape(request.args["a"]) + "</p>"


@app.route("/b")
def template():
    return render_template("a.html", name=request.args["a"])


@app.route("/c")
def data():
    return {"name": request.args["a"]}


@app.route("/d")
def as_json():
    return jsonify(name=request.args["a"])


@app.route("/e")
def plain():
    return Response(request.args["a"], mimetype="text/plain")


@app.route("/f")
def plain_too():
    answer = Response(json.dumps({"a": request.args["a"]}))
    answer.mimetype = "application/json"
    return answer


@app.route("/g/<int:number>")
def number(number):
    return "<p>%d</p>" % number


@app.route("/h")
def length():
    return "<p>" + str(len(request.args["a"]))


@app.route("/i")
def moved():
    answer = make_response(redirect(url_for("a")))
    answer.set_cookie("a", request.args["a"])
    return answer


@app.route("/j")
def marked():
    return "<p>{}</p>".format(escape(request.args["a"]))


def page(request):
    return render(request, "a.html", {"a": request.GET["a"]})


def page_json(request):
    return JsonResponse({"a": request.GET["a"]})


def page_plain(request):
    return HttpResponse(request.GET["a"], content_type="text/plain")


def page_escaped(request):
    return HttpResponse(django_escape(request.GET["a"]))


def page_formatted(request):
    return HttpResponse(format_html("<p>{}</p>", request.GET["a"]))
