import http.cookies

import falcon
import tornado.web
from aiohttp import web
from bottle import response as bottle_response
from django.http import HttpResponse, JsonResponse
from fastapi import FastAPI, Response
from flask import Flask, make_response, jsonify
from http.cookies import SimpleCookie

app = Flask(__name__)
api = FastAPI()
app.config["SESSION_COOKIE_SECURE"] = False  # want


@app.route("/a")
def a():
    response = make_response("a")
    response.set_cookie("session", "1", secure=False)  # want
    return response


@app.route("/b")
def b():
    response = jsonify({})
    response.set_cookie("session", "1")  # want
    return response


def c(request):
    response = HttpResponse("c")
    response.set_cookie(key="session", value="1", secure=0)  # want
    return response


@api.get("/d")
def d(response: Response):
    response.set_cookie(key="session", value="1", httponly=True)  # want
    return {}


async def e(request):
    response = web.Response(text="e")
    response.set_cookie("session", "1", secure=None)  # want
    return response


class Handler(tornado.web.RequestHandler):
    def get(self):
        self.set_cookie("session", "1", secure=False)  # want


def f():
    bottle_response.set_cookie("session", "1", secure=False)  # want


def g():
    cookie = SimpleCookie()
    cookie["session"] = "1"
    cookie["session"]["secure"] = False  # want
    return cookie.output()


class Resource:
    def on_get(self, req: falcon.Request, resp: falcon.Response):
        resp.set_cookie("session", "1", secure=False)  # want


@app.route("/h")
def h():
    response = make_response("h")
    response.set_cookie("session", "1", secure=True, httponly=True, samesite="Lax")  # ok
    response.set_cookie("session", "1", secure=app.config["SECURE"])  # ok
    response.delete_cookie("session")  # ok
    response.set_cookie("session", "", max_age=0)  # ok
    return response


def i():
    cookie = http.cookies.SimpleCookie()
    cookie["session"] = "1"
    cookie["session"]["secure"] = True  # ok
    return cookie


def j(request):
    response = JsonResponse({})
    response.set_signed_cookie("session", "1", secure=True)  # ok
    return response


app.config["SESSION_COOKIE_SECURE"] = True  # ok
