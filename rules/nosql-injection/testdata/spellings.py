import json

import pymongo
from flask import Flask, request
from mongoengine import Document, StringField
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import MongoClient
from bson import ObjectId
from fastapi import FastAPI, Request

app = Flask(__name__)
api = FastAPI()
db = MongoClient("mongodb://db")["shop"]


@app.route("/a", methods=["POST"])
def a():
    return str(db.users.find_one(request.json))  # want


@app.route("/b", methods=["POST"])
def b():
    query = json.loads(request.data)
    return str(list(db["users"].find({"name": query["name"]})))  # want


@app.route("/c")
def c():
    return str(list(db.users.find({"$where": "this.name == '" + request.args["name"] + "'"})))  # want


@api.post("/d")
async def d(request: Request):
    body = await request.json()
    client = AsyncIOMotorClient("mongodb://db")
    return await client.shop.users.delete_many(body)  # want


@app.route("/e", methods=["POST"])
def e():
    db.users.update_one({"_id": request.get_json()["id"]}, {"$set": {"a": 1}})  # want
    return "ok"


@app.route("/f", methods=["POST"])
def f():
    body = request.json
    db.users.find_one({"name": str(body["name"])})  # ok
    db.users.find_one({"_id": ObjectId(body["id"])})  # ok
    db.users.find_one({"name": {"$eq": body["name"]}})  # ok
    db.users.find_one({"age": int(body["age"])})  # ok
    db.users.find_one({"name": request.args["name"]})  # ok
    return "ok"
