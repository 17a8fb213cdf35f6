import hashlib
import sqlite3
from flask import Flask, request

app = Flask(__name__)


@app.route("/find")
def find():
    connection = sqlite3.connect("shop.db")
    return str(connection.execute("select * from books where title = '" + request.args["q"] + "'").fetchall())


def digest(password):
    return hashlib.md5(password.encode()).hexdigest()
