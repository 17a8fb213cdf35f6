import os
import secrets

import tornado.web
from fastapi import FastAPI
from flask import Flask
from starlette.middleware.sessions import SessionMiddleware

SECRET_KEY = "django-insecure-abc"  # want
JWT_SECRET_KEY = os.environ.get("JWT", "fallback")  # want "fallback"
OTHER_KEY = "name"
KEY = "constant"


def make(handlers, config):
    app = Flask(__name__)
    app.config["SECRET_KEY"] = KEY  # want
    app.config.update(SECRET_KEY=b"bytes")  # want
    app.config["SECRET_KEY"] = os.urandom(16)
    app.config["SECRET_KEY"] = config["key"]
    app.secret_key = secrets.token_hex()
    app.config["JWT_SECRET_KEY"] = os.environ["JWT"]
    api = FastAPI()
    api.add_middleware(SessionMiddleware, secret_key="abc")  # want
    api.add_middleware(SessionMiddleware, secret_key=config.key)
    return tornado.web.Application(handlers, cookie_secret="xyz")  # want
