import logging
import sys
import traceback

from django.http import HttpRequest, HttpResponse
from fastapi import FastAPI
from flask import Flask, jsonify, make_response

app = Flask(__name__)
api = FastAPI()


@app.route("/a")
def a():
    try:
        work()
    except Exception:
        return traceback.format_exc()  # want


@app.route("/b")
def b():
    try:
        work()
    except Exception as error:
        return jsonify({"error": str(error), "trace": traceback.format_exc()})  # want


def c(request: HttpRequest):
    try:
        work()
    except Exception:
        return HttpResponse("".join(traceback.format_exception(*sys.exc_info())))  # want


@api.get("/d")
def d():
    try:
        work()
    except Exception:
        return {"trace": traceback.format_exc()}  # want


@app.route("/e")
def e():
    try:
        work()
    except Exception as error:
        return make_response(repr(error), 500)  # want


@app.route("/f")
def f():
    try:
        work()
    except Exception:
        logging.exception("failed")  # ok
        return "failed", 500  # ok


@app.route("/g")
def g():
    try:
        work()
    except Exception:
        traceback.print_exc()  # ok
        return jsonify({"error": "internal"}), 500  # ok


def work():
    return 1
