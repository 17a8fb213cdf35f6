import tornado.web
from aiohttp import web
from django.http import HttpResponse
from fastapi import Response
from flask import Flask, make_response

app = Flask(__name__)
app.config["SESSION_COOKIE_HTTPONLY"] = False  # want
app.config.update(SESSION_COOKIE_HTTPONLY=False)  # want


@app.route("/a")
def a():
    response = make_response("a")
    response.set_cookie("session_id", "1", httponly=False, secure=True)  # want
    return response


def b(request, token):
    response = HttpResponse("b")
    response.set_cookie("auth_token", token, secure=True, httponly=False)  # want
    return response


async def c(request):
    response = web.Response(text="c")
    response.set_cookie("sessionid", "1", httponly=False)  # want
    return response


def d(response: Response):
    response.set_cookie(key="access_token", value="1", httponly=False, secure=True)  # want


class Handler(tornado.web.RequestHandler):
    def get(self):
        self.set_cookie("session", "1", httponly=False)  # want


@app.route("/e")
def e():
    response = make_response("e")
    response.set_cookie("session_id", "1", samesite="None", secure=True, httponly=True)  # want
    return response


@app.route("/f")
def f():
    response = make_response("f")
    response.set_cookie("session_id", "1", httponly=True, secure=True)  # ok
    response.set_cookie("csrf_token", "1", httponly=False, secure=True)  # ok
    response.set_cookie("language", "de", httponly=False, secure=True)  # ok
    response.set_cookie("theme", "dark", httponly=False)  # ok
    return response
