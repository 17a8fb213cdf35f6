import sqlite3

import flask
import psycopg2
import sqlalchemy
from django.http import HttpRequest
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


def connection():
    return sqlite3.connect("app.db")


@app.route("/percent")
def percent():
    connection().execute("SELECT * FROM t WHERE a = '%s'" % request.args.get("a"))  # want
    return "ok"


@app.route("/format")
def formatted():
    query = "SELECT * FROM t WHERE a = '{}' AND b = '{}'".format(request.form["a"], "fixed")
    cursor = connection().cursor()
    cursor.execute(query)  # want
    return "ok"


@app.route("/fstring/<name>")
def fstring(name):
    with psycopg2.connect("dbname=app") as conn, conn.cursor() as cursor:
        cursor.execute(f"SELECT * FROM t WHERE a = '{name}'")  # want
    return "ok"


@app.route("/join")
def joined():
    parts = ["SELECT * FROM t WHERE a IN ("]
    parts.append(request.headers["X-Values"])
    parts.append(")")
    connection().executescript("".join(parts))  # want
    return "ok"


@app.route("/text")
def text():
    db.session.execute(sqlalchemy.text("SELECT * FROM t WHERE a = " + request.cookies["a"]))  # want
    return "ok"


@app.route("/engine")
def engine():
    content = request.json
    db.engine.execute("SELECT * FROM t WHERE a = '%s';" % content["a"])  # want
    return "ok"


class Store:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)

    def find(self, name):
        return self.connection.execute("SELECT * FROM t WHERE a = '" + name + "'").fetchall()  # want


@app.route("/method")
def method():
    return str(len(Store("app.db").find(request.values["name"])))


def view(request: HttpRequest, users):
    users.raw("SELECT * FROM t WHERE a = '" + request.POST.get("a") + "'")  # want


def guess(cursor):
    cursor.execute("DELETE FROM t WHERE a = " + flask.request.args["a"])  # want


@app.route("/order")
def order():
    column = request.args.get("order", "name")
    if column.startswith("-"):
        column = column[1:]
    connection().execute("SELECT * FROM t ORDER BY " + column)  # want
    return "ok"


@app.route("/doubled")
def doubled():
    name = request.args["name"].replace("'", "''")
    connection().execute("SELECT * FROM t WHERE a = '" + name + "'")  # want
    connection().execute("SELECT * FROM t WHERE a = " + name)  # want
    return "ok"
