import jinja2
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template as DjangoTemplate
from flask import Flask, render_template, render_template_string, request
from jinja2 import Environment, Template
from mako.template import Template as MakoTemplate

app = Flask(__name__)


@app.route("/a")
def a():
    return render_template_string("<p>" + request.args["name"] + "</p>")  # want


@app.route("/b")
def b():
    return Template(f"Hello {request.args['name']}").render()  # want


@app.route("/c")
def c():
    return Environment(autoescape=True).from_string(request.args["t"]).render()  # want


@app.route("/d", methods=["POST"])
def d():
    return MakoTemplate(request.form["t"]).render()  # want


def e(request: HttpRequest):
    return HttpResponse(DjangoTemplate(request.GET["t"]).render(Context({})))  # want


@app.route("/f")
def f():
    render_template_string("<p>{{ name }}</p>", name=request.args["name"])  # ok
    render_template("a.html", name=request.args["name"])  # ok
    Template("Hello {{ name }}").render(name=request.args["name"])  # ok
    return jinja2.Environment(autoescape=True).from_string("{{ a }}").render(a=request.args["a"])  # ok
