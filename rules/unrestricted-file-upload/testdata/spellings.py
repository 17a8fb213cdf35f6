import os
import uuid

from django.http import HttpRequest
from fastapi import FastAPI, File, UploadFile
from flask import Flask, abort, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
api = FastAPI()
ALLOWED = {"png", "jpg"}


@app.route("/a", methods=["POST"])
def a():
    file = request.files["file"]
    file.save(os.path.join("/uploads", secure_filename(file.filename)))  # want
    return "ok"


@api.post("/b")
async def b(file: UploadFile = File(...)):
    with open("/uploads/" + os.path.basename(file.filename), "wb") as out:  # want
        out.write(await file.read())


def c(request: HttpRequest):
    upload = request.FILES["file"]
    with open("/uploads/" + upload.name, "wb") as out:  # want
        for chunk in upload.chunks():
            out.write(chunk)


@app.route("/d", methods=["POST"])
def d():
    f = request.files.get("file")
    f.save("/uploads/" + f.filename)  # want
    return "ok"


@app.route("/e", methods=["POST"])
def e():
    file = request.files["file"]
    if file.filename.rsplit(".", 1)[-1].lower() not in ALLOWED:
        abort(400)
    file.save(os.path.join("/uploads", secure_filename(file.filename)))  # ok
    return "ok"


@app.route("/f", methods=["POST"])
def f():
    file = request.files["file"]
    file.save("/uploads/" + uuid.uuid4().hex + ".png")  # ok
    return "ok"


@app.route("/g", methods=["POST"])
def g():
    file = request.files["file"]
    _, extension = os.path.splitext(file.filename)
    if extension not in (".png", ".jpg"):
        abort(400)
    file.save("/uploads/" + secure_filename(file.filename))  # ok
    return "ok"


@app.route("/h", methods=["POST"])
def h():
    file = request.files["file"]
    if not file.filename.endswith((".csv", ".txt")):
        abort(400)
    file.save("/uploads/" + secure_filename(file.filename))  # ok
    return "ok"
