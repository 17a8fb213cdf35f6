"""Logging in."""

import base64
import hashlib
import logging
import pickle
import random
import secrets

from flask import Blueprint, make_response, redirect, request

from .store import Store

pages = Blueprint("accounts", __name__)
log = logging.getLogger(__name__)


def digest(password):
    return hashlib.md5(password.encode()).hexdigest()  # vulnerable: weak-hash


def strong_digest(password, salt):
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


@pages.route("/login", methods=["POST"])
def login():
    name = request.form["name"]
    customer = Store().customer(name)
    if customer is None or customer[1] != digest(request.form["password"]):
        log.warning("login failed for %s", name)  # vulnerable: log-injection
        log.warning("login failed for %r", name)
        return "no", 403
    token = "%032x" % random.getrandbits(128)  # vulnerable: weak-random
    response = make_response(redirect("/home"))
    response.set_cookie("session", token)  # vulnerable: insecure-cookie
    response.set_cookie("visit", secrets.token_hex(16), secure=True, httponly=True)
    return response


@pages.route("/cart")
def cart():
    items = pickle.loads(base64.b64decode(request.cookies["cart"]))  # vulnerable: unsafe-deserialization
    return {"items": len(items)}
