import os

from django.core.files.storage import FileSystemStorage, default_storage
from flask import Flask, abort, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
ALLOWED = {"png", "jpg"}


@app.post("/a")
def saved():
    f = request.files["file"]
    name = "1" + secure_filename(f.filename)
    path = os.getcwd() + "/Files/" + name
    f.save(path)  # want
    return "ok"


@app.post("/b")
def saved_from_get():
    request.files.get("file").save("static/a")  # want
    return "ok"


def view(request):
    FileSystemStorage().save("a", request.FILES["file"])  # want
    default_storage.save("a", request.FILES["file"])  # want


def allowed_file(name):
    return "." in name and name.rsplit(".", 1)[1].lower() in ALLOWED


@app.post("/c")
def helper():
    f = request.files["file"]
    if f and allowed_file(f.filename):
        f.save(os.path.join("static", secure_filename(f.filename)))
    return "ok"


@app.post("/d")
def typed():
    f = request.files["file"]
    if f.content_type != "image/png":
        abort(400)
    f.save("static/a.png")
    return "ok"


@app.post("/e")
def splitext():
    f = request.files["file"]
    if os.path.splitext(f.filename)[1] not in (".png", ".jpg"):
        abort(400)
    f.save("static/a")
    return "ok"


@app.post("/f")
def ends():
    f = request.files["file"]
    if not f.filename.endswith(".png"):
        abort(400)
    f.save("static/a.png")
    return "ok"
