"""Pages of the shop's owner."""

import requests
from flask import Blueprint, request, session

pages = Blueprint("admin", __name__, url_prefix="/admin")


@pages.route("/role", methods=["POST"])
def role():
    session["role"] = request.form["role"]  # vulnerable: trust-boundary-violation
    return "done"


@pages.route("/role/safe", methods=["POST"])
def role_safely():
    chosen = request.form["role"]
    if chosen in ("clerk", "owner"):
        session["role"] = chosen
    return "done"


@pages.route("/price", methods=["POST"])
def price():
    return {"price": eval(request.form["formula"])}  # vulnerable: code-injection


def rates():
    return requests.get("https://rates.example.com", timeout=5, verify=False).json()  # vulnerable: tls-certificate-verification-disabled
