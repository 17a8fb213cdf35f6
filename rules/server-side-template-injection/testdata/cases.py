import jinja2
from django.template import Engine
from django.template import Template as DjangoTemplate
from flask import Flask, render_template, render_template_string, request
from mako.template import Template as MakoTemplate

app = Flask(__name__)


@app.errorhandler(404)
def missing(error):
    template = """<h1>No page</h1>
    <p>%s</p>""" % request.url
    return render_template_string(template), 404  # want


@app.route("/jinja")
def with_jinja():
    jinja2.Template(request.args["a"]).render()  # want
    jinja2.Environment().from_string("{}" + request.args["a"]).render()  # want
    MakoTemplate(request.args["a"]).render()  # want
    return "ok"


def page(request):
    DjangoTemplate("<p>" + request.POST["a"])  # want
    Engine().from_string(request.POST["a"])  # want


@app.route("/safe")
def safe():
    text = jinja2.Template("<p>{{ a }}</p>", autoescape=True).render(a=request.args["a"])
    render_template("a.html", a=request.args["a"])
    return {"text": text}
