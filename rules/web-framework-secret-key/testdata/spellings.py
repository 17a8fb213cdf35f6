import os
import secrets

import tornado.web
from flask import Flask
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from django.conf import settings

app = Flask(__name__)
app.secret_key = "not so secret"  # want
app.config["SECRET_KEY"] = "not so secret"  # want
app.config.update(SECRET_KEY="not so secret")  # want
app.config["JWT_SECRET_KEY"] = "not so secret"  # want
star = Starlette(middleware=[Middleware(SessionMiddleware, secret_key="not so secret")])  # want
torn = tornado.web.Application([], cookie_secret="not so secret")  # want


class Config:
    SECRET_KEY = "not so secret"  # want


def create_app():
    application = Flask(__name__)
    application.config.from_mapping(SECRET_KEY="dev-not-so-secret")  # want
    return application


def late():
    settings.configure(SECRET_KEY="not so secret")  # want


def fine():
    app.secret_key = os.environ["SECRET_KEY"]  # ok
    app.config["SECRET_KEY"] = os.urandom(24)  # ok
    app.config["SECRET_KEY"] = secrets.token_hex()  # ok
    app.config["SESSION_COOKIE_NAME"] = "sid"  # ok
    tornado.web.Application([], cookie_secret=os.environ["COOKIE"])  # ok
