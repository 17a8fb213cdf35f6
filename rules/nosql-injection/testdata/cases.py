import json

import redis
from bson import ObjectId
from flask import Flask, request
from pymongo import MongoClient

app = Flask(__name__)
db = MongoClient()["app"]


@app.post("/whole")
def whole():
    db.users.delete_many(request.json)  # want
    return "ok"


@app.post("/text")
def from_text():
    db["users"].find(json.loads(request.args["filter"]))  # want
    return "ok"


@app.post("/update")
def update():
    db.users.update_one({"_id": 1}, {"$set": request.get_json()})  # want
    return "ok"


@app.post("/script")
def script():
    redis.Redis().eval(request.form["code"], 0)  # want
    return "ok"


@app.post("/form")
def form():
    db.users.find_one({"name": request.form["name"]})
    return "ok"


@app.post("/id")
def identity():
    db.users.find_one({"_id": ObjectId(request.get_json()["id"])})
    return "ok"


@app.post("/number")
def number():
    db.users.find_one({"age": int(request.get_json()["age"])})
    return "ok"
