import os
import shutil

from flask import Flask, request

app = Flask(__name__)


def clean(path):
    remove(path)


def remove(path):
    if os.path.isdir(path):
        shutil.rmtree(path)  # want
    else:
        os.remove(path)  # one place of the helper is enough


@app.post("/remove")
def view():
    clean("/srv/" + request.form["name"])
    return {}


@app.get("/there")
def there():
    return {"there": os.path.exists("/srv/" + request.args["name"])}  # want


@app.get("/both")
def both():
    path = "/srv/" + request.args["name"]
    if not os.path.exists(path):
        return {}
    os.utime(path)  # want
    with open(path) as file:  # want
        return {"text": file.read()}
