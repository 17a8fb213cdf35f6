import base64
import json
import marshal
import pickle
import socket
from pickle import loads

import dill
import jsonpickle
import yaml
from django.http import HttpRequest
from fastapi import FastAPI, UploadFile
from flask import Flask, request

app = Flask(__name__)
api = FastAPI()


@app.route("/a", methods=["POST"])
def a():
    return str(pickle.loads(request.data))  # want


@app.route("/b")
def b():
    return str(loads(base64.b64decode(request.cookies["session"])))  # want


def c(request: HttpRequest):
    return yaml.load(request.body, Loader=yaml.Loader)  # want


@api.post("/d")
async def d(file: UploadFile):
    return dill.loads(await file.read())  # want


@app.route("/e", methods=["POST"])
def e():
    return str(jsonpickle.decode(request.form["data"]))  # want


def f():
    server = socket.socket()
    conn, address = server.accept()
    return pickle.loads(conn.recv(4096))  # want


@app.route("/g", methods=["POST"])
def g():
    return str(marshal.loads(request.get_data()))  # want


@app.route("/h", methods=["POST"])
def h():
    return str(pickle.load(request.files["f"]))  # want


@app.route("/i", methods=["POST"])
def i():
    json.loads(request.data)  # ok
    yaml.safe_load(request.data)  # ok
    yaml.load(request.data, Loader=yaml.SafeLoader)  # ok
    pickle.dumps(request.data)  # ok
    return "ok"
