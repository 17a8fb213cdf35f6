from http import cookies

from django.conf import settings
from django.shortcuts import render
from flask import Flask, make_response

app = Flask(__name__)
app.config["SESSION_COOKIE_SECURE"] = False  # want


def view(request):
    response = render(request, "a.html")
    response.set_cookie("a", "1", max_age=200)  # want
    response.set_cookie(key="a", value="1")  # want
    response.set_cookie("a", "1", secure=None)  # want
    response.set_cookie("a", "1", secure=0)  # want
    response.set_signed_cookie("a", "1", secure=False)  # want
    response.set_cookie("a", "1", secure=settings.SESSION_COOKIE_SECURE)
    response.set_cookie("a", "1", secure=True)
    response.delete_cookie("a")
    return response


def unknown(response, **options):
    response.set_cookie("a", "1")  # want
    response.set_cookie("a", "1", **options)


def morsel():
    jar = cookies.SimpleCookie()
    jar["a"] = "1"
    jar["a"]["secure"] = False  # want
    jar["a"]["secure"] = True
    return jar


@app.get("/")
def index():
    response = make_response("a")
    response.set_cookie("a", "", expires=0)
    response.set_cookie("a", "", max_age=0)
    return response
