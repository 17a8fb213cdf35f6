import jinja2
import flask
from django.template import Context, Engine
from jinja2 import Environment, FileSystemLoader, Template, select_autoescape
from mako.lookup import TemplateLookup
from mako.template import Template as MakoTemplate
import tornado.template

env = jinja2.Environment(loader=FileSystemLoader("templates"))  # want
off = Environment(autoescape=False, loader=FileSystemLoader("templates"))  # want


def a(name):
    return Template("<p>{{ name }}</p>").render(name=name)  # want


def b(name):
    return jinja2.Template("<p>{{ name }}</p>", autoescape=False).render(name=name)  # want


def c():
    return MakoTemplate(filename="page.html")  # want


def d():
    return TemplateLookup(directories=["templates"])  # want


def e(name):
    return Context({"name": name}, autoescape=False)  # want


def f():
    return Engine(autoescape=False)  # want


def g():
    return tornado.template.Loader("templates", autoescape=None)  # want


class Renderer:
    def __init__(self):
        self.env = Environment(autoescape=False)  # want


def h():
    Environment(autoescape=True)  # ok
    Environment(autoescape=select_autoescape(["html"]))  # ok
    Template("<p>{{ name }}</p>", autoescape=True)  # ok
    MakoTemplate(filename="page.html", default_filters=["h"])  # ok
    TemplateLookup(directories=["t"], default_filters=["str", "h"])  # ok
    Context({"a": 1})  # ok
    Context({"a": 1}, autoescape=True)  # ok
    tornado.template.Loader("templates")  # ok
