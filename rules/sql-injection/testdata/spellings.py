import sqlite3

import asyncpg
import boto3
import mysql.connector
import pandas as pd
import psycopg2
import pymysql
from django.db import connection
from django.http import HttpRequest
from fastapi import FastAPI
from flask import Flask, request
from psycopg2 import sql
from sqlalchemy import create_engine, text

app = Flask(__name__)
api = FastAPI()


@app.route("/a")
def a():
    name = request.args.get("name")
    conn = sqlite3.connect("a.db")
    return str(conn.execute("SELECT * FROM t WHERE name = '" + name + "'").fetchall())  # want


@app.route("/b", methods=["POST"])
def b():
    conn = psycopg2.connect("dbname=a")
    with conn.cursor() as cur:
        cur.execute("DELETE FROM t WHERE id = %s" % request.form["id"])  # want
    return "ok"


@app.route("/c/<name>")
def c(name):
    db = mysql.connector.connect(user="a")
    cursor = db.cursor()
    query = "SELECT * FROM t WHERE name = '{}'".format(name)
    cursor.execute(query)  # want
    return "ok"


@api.get("/d")
async def d(name: str):
    conn = await asyncpg.connect("postgresql://db/a")
    return await conn.fetch(f"SELECT * FROM t WHERE name = '{name}'")  # want


def e(request: HttpRequest):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM t WHERE name = '%s'" % request.GET["name"])  # want
        return cursor.fetchall()


@app.route("/f")
def f():
    engine = create_engine("sqlite://")
    with engine.connect() as conn:
        conn.execute(text(f"SELECT * FROM t WHERE name = '{request.cookies['name']}'"))  # want
    return "ok"


class Repository:
    def __init__(self):
        self.db = pymysql.connect(host="h")

    def find(self, name):
        with self.db.cursor() as cursor:
            cursor.execute("SELECT * FROM t WHERE name = '" + name + "'")  # want


@app.route("/g")
def g():
    Repository().find(request.args["name"])
    return pd.read_sql("SELECT * FROM t WHERE a = " + request.args["a"], create_engine("sqlite://")).to_json()  # want


def handler(event, context):
    client = boto3.client("athena")
    client.start_query_execution(QueryString="SELECT * FROM t WHERE a = '%s'" % event["queryStringParameters"]["a"])  # want


@app.route("/h")
def h():
    conn = sqlite3.connect("a.db")
    conn.execute("SELECT * FROM t WHERE name = ?", (request.args["name"],))  # ok
    conn.execute("SELECT * FROM t WHERE id = %d" % int(request.args["id"]))  # ok
    column = request.args["column"]
    if column not in ("a", "b"):
        return "no", 400
    conn.execute("SELECT * FROM t ORDER BY " + column)  # ok
    conn.execute("SELECT * FROM t")  # ok
    return "ok"


@app.route("/i")
def i():
    conn = psycopg2.connect("dbname=a")
    cur = conn.cursor()
    cur.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(request.args["t"])))  # ok
    cur.execute("SELECT * FROM t WHERE a = %(a)s", {"a": request.args["a"]})  # ok
    return "ok"
