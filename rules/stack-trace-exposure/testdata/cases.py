import cgitb
import logging
import sys
import traceback
from traceback import format_exc

from django.http import HttpResponse, JsonResponse
from fastapi import HTTPException
from flask import Flask, jsonify, make_response

app = Flask(__name__)
cgitb.enable()  # want


@app.get("/a")
def a():
    try:
        app.x()
    except Exception:
        return jsonify({"error": format_exc()})  # want


@app.get("/b")
def b():
    try:
        app.x()
    except Exception:
        return make_response("<pre>" + traceback.format_exc() + "</pre>", 500)  # want


def c(request):
    try:
        return app.x()
    except Exception:
        return HttpResponse(traceback.format_exc())  # want


def d(request):
    try:
        return app.x()
    except Exception:
        return JsonResponse({"trace": traceback.format_exc()}, status=500)  # want


async def e():
    raise HTTPException(500, detail=traceback.format_exc())  # want


@app.get("/f")
def f():
    try:
        app.x()
    except Exception:
        logging.error(traceback.format_exc())
        print(traceback.format_exc(), file=sys.stderr)
        return jsonify({"error": "failed"})


@app.get("/g")
def g():
    raise HTTPException(500, detail="failed")


def h():
    return traceback.format_exc()
