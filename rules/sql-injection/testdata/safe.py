import re
import sqlite3

import psycopg2
from flask import Flask, request
from psycopg2 import sql

app = Flask(__name__)
COLUMNS = {"name", "size"}


def connection():
    return sqlite3.connect("app.db")


@app.route("/parameters")
def parameters():
    connection().execute("SELECT * FROM t WHERE a = ? AND b = ?", (request.args["a"], request.args["b"]))
    return "ok"


@app.route("/named")
def named():
    connection().execute("SELECT * FROM t WHERE a = :a", {"a": request.args["a"]})
    return "ok"


@app.route("/number/<int:number>")
def number(number):
    connection().execute("SELECT * FROM t WHERE a = %d" % number)
    connection().execute(f"SELECT * FROM t WHERE a = {int(request.args['a'])}")
    return "ok"


@app.route("/allowed")
def allowed():
    column = request.args.get("order")
    if column not in COLUMNS:
        return "no"
    connection().execute("SELECT * FROM t ORDER BY " + column)
    return "ok"


@app.route("/mapped")
def mapped():
    column = {"n": "name", "s": "size"}.get(request.args.get("order"), "name")
    connection().execute("SELECT * FROM t ORDER BY " + column)
    return "ok"


@app.route("/pattern")
def pattern():
    column = request.args.get("order", "")
    if not re.fullmatch(r"[a-z_]+", column):
        return "no"
    connection().execute("SELECT * FROM t ORDER BY " + column)
    return "ok"


@app.route("/identifier")
def identifier():
    with psycopg2.connect("dbname=app") as conn, conn.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT * FROM t ORDER BY {}").format(sql.Identifier(request.args["order"])))
    return "ok"


@app.route("/overwritten")
def overwritten():
    name = request.args["name"]
    name = "fixed"
    connection().execute("SELECT * FROM t WHERE a = '" + name + "'")
    return "ok"


@app.route("/constant")
def constant():
    marks = ", ".join("?" for _ in request.args.getlist("a"))
    connection().execute("SELECT * FROM t WHERE a IN (" + marks + ")", request.args.getlist("a"))
    return "ok"
