import hashlib
import hmac
import os
import secrets
from hmac import compare_digest

from flask import Flask, abort, request

app = Flask(__name__)
SECRET = b"k"
API_KEY = "x"


@app.route("/a", methods=["POST"])
def a():
    signature = hmac.new(SECRET, request.data, hashlib.sha256).hexdigest()
    if signature != request.headers["X-Signature"]:  # want
        abort(403)
    return "ok"


@app.route("/b")
def b():
    if request.headers.get("X-Api-Key") == API_KEY:  # want
        return "ok"
    abort(403)


def check(token, expected_token):
    return token == expected_token  # want


def c(password, stored_hash, salt):
    digest = hashlib.pbkdf2_hmac("sha256", password, salt, 600000)
    return digest == stored_hash  # want


class Verifier:
    def verify(self, body, mac):
        return hmac.new(SECRET, body, "sha256").digest() == mac  # want


def d(user, password):
    if user.password == password:  # want
        return True
    return False


@app.route("/e", methods=["POST"])
def e():
    signature = hmac.new(SECRET, request.data, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, request.headers["X-Signature"]):  # ok
        abort(403)
    return "ok"


def f(path, checksum):
    with open(path, "rb") as file:
        if hashlib.sha256(file.read()).hexdigest() != checksum:  # ok
            raise ValueError(path)


def g(token, other):
    secrets.compare_digest(token, other)  # ok
    compare_digest(token, other)  # ok
    if token == "":  # ok
        return None
    if token is None:  # ok
        return None


def from_environment(request):
    token = request.headers.get("X-Api-Token")
    if token != os.environ["API_TOKEN"]:  # want
        return False
    if request.headers["X-Key"] == os.getenv("API_KEY"):  # want
        return True
    return request.args.get("page") == os.environ["PAGE"]  # ok
