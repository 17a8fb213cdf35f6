import os

import flask
import tornado.web
import uvicorn
from aiohttp import web
from bottle import run
from dash import Dash
from django.conf import settings
from fastapi import FastAPI
from flask import Flask
from quart import Quart
from sanic import Sanic
from starlette.applications import Starlette
from werkzeug.debug import DebuggedApplication

app = Flask(__name__)
app.debug = True  # want
app.config["DEBUG"] = True  # want
app.config.update(DEBUG=True)  # want
app.config.from_mapping(DEBUG=True)  # want


def a():
    app.run(debug=True)  # want


def b():
    app.run("127.0.0.1", 5000, True)  # want


def c():
    os.environ["FLASK_DEBUG"] = "1"  # want


def d():
    settings.configure(DEBUG=True)  # want


api = FastAPI(debug=True)  # want
star = Starlette(debug=True)  # want
torn = tornado.web.Application([], debug=True)  # want


def e():
    run(host="localhost", debug=True)  # want


def f():
    Dash(__name__).run_server(debug=True)  # want


def g():
    return DebuggedApplication(app, evalex=True)  # want


def h():
    Sanic("app").run(debug=True)  # want


def i():
    Quart(__name__).run(debug=True)  # want


class Config:
    DEBUG = True  # want


def j(debug):
    app.run()  # ok
    app.run(debug=False)  # ok
    app.run(debug=debug)  # ok
    app.run(debug=os.environ.get("DEBUG") == "1")  # ok
    app.debug = False  # ok
    app.config["DEBUG"] = os.environ.get("DEBUG", False)  # ok
    app.config["TESTING"] = True  # ok
    FastAPI()  # ok
    settings.configure(DEBUG=False)  # ok

import bottle

bottle.debug(True)  # want
bottle.debug(False)  # ok
flask.Flask("x").config.from_mapping({"DEBUG": True})  # want
flask.Flask("x").config.update({"DEBUG": False})  # ok
