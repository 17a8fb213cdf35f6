import hmac
import marshal
import pickle
import shelve
import zlib

import dill
import jsonpickle
import requests
import yaml
from flask import Flask, abort, request
from itsdangerous import Signer

app = Flask(__name__)


@app.post("/a")
def several():
    pickle.load(request.files["data"])  # want
    marshal.loads(request.data)  # want
    dill.loads(zlib.decompress(request.data))  # want
    jsonpickle.decode(request.get_data())  # want
    yaml.load(request.data, Loader=yaml.Loader)  # want
    yaml.unsafe_load(request.files["data"])  # want
    pickle.Unpickler(request.files["data"]).load()  # want
    return "ok"


def fetched():
    return pickle.loads(requests.get("https://example.com/model").content)  # want


def typed():
    return pickle.loads(bytes.fromhex(input()))  # want


@app.post("/b")
def safe():
    yaml.safe_load(request.data)
    yaml.load(request.data, Loader=yaml.SafeLoader)
    yaml.load(request.data, yaml.CSafeLoader)
    return "ok"


@app.post("/c")
def signed():
    data = Signer("key").unsign(request.data)
    pickle.loads(data)
    return "ok"


@app.post("/d")
def verified():
    data = request.data
    if not hmac.compare_digest(hmac.new(b"key", data, "sha256").digest(), request.headers["X-Mac"].encode()):
        abort(400)
    pickle.loads(data)
    return "ok"


def own():
    return pickle.loads(pickle.dumps({"a": 1}))
