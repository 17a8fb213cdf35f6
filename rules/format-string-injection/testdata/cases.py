import string

from django.http import HttpResponse
from flask import Flask, current_app, request

from shop import Order, User

app = Flask(__name__)


@app.route("/hello")
def hello():
    user = User.load(request.args["id"])
    return request.args["text"].format(user=user)  # want


@app.route("/greet", methods=["POST"])
def greet():
    template = request.form.get("template", "Hello {user.name}")
    return template.format(user=User.current())  # want


def receipt(request, pk):
    order = Order.objects.get(pk=pk)
    layout = "<p>" + request.POST["layout"] + "</p>"
    return HttpResponse(layout.format(order))  # want


@app.route("/map", methods=["POST"])
def by_map():
    values = {"app": current_app, "now": "today"}
    return request.get_json()["line"].format_map(values)  # want


@app.route("/class")
def by_class():
    return str.format(request.args["f"], User.current())  # want


@app.route("/formatter")
def formatter():
    return string.Formatter().format(request.args["f"], user=User.current())  # want


class Mailer:
    def __init__(self, owner):
        self.owner = owner

    def line(self, pattern):
        return pattern.format(self=self)  # want


@app.route("/mailer")
def mailer():
    return Mailer("x").line(request.args["f"])


@app.route("/good/value")
def value():
    return "Hello {}".format(request.args["name"])  # ok


@app.route("/good/texts")
def texts():
    return request.args["f"].format(name="x", count=3)  # ok: texts and numbers have nothing to tell


@app.route("/good/template")
def template():
    return string.Template(request.args["f"]).safe_substitute(name=User.current())  # ok


@app.route("/good/none")
def none():
    return request.args["f"].format()  # ok


@app.route("/good/chosen")
def chosen():
    formats = {"short": "{user.name}", "long": "{user.name} <{user.mail}>"}
    return formats[request.args["f"]].format(user=User.current())  # ok


@app.route("/good/percent")
def percent():
    return request.args["f"] % ("x",)  # ok
