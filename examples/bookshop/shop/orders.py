"""Orders, covers and uploads."""

import os

import requests
import yaml
from flask import Blueprint, abort, request
from werkzeug.utils import secure_filename

from . import files

pages = Blueprint("orders", __name__)
TYPES = {"png", "jpg"}


@pages.route("/cover/<path:name>")
def cover(name):
    return {"size": len(files.read_cover(name))}


@pages.route("/cover/safe/<path:name>")
def cover_safely(name):
    return {"size": len(files.read_cover_safely(name))}


@pages.route("/thumbnail")
def thumbnail():
    files.thumbnail(request.args["name"], request.args["size"])
    files.thumbnail_safely(request.args["name"], request.args["size"])
    return "done"


@pages.route("/cover", methods=["POST"])
def upload():
    picture = request.files["cover"]
    picture.save(os.path.join("static", secure_filename(picture.filename)))  # vulnerable: unrestricted-file-upload
    return "done"


@pages.route("/cover/safe", methods=["POST"])
def upload_safely():
    picture = request.files["cover"]
    if picture.filename.rsplit(".", 1)[-1].lower() not in TYPES:
        abort(400)
    picture.save(os.path.join("static", secure_filename(picture.filename)))
    return "done"


@pages.route("/preview")
def preview():
    answer = requests.get(request.args["url"], timeout=5)  # vulnerable: ssrf
    known = requests.get("https://covers.example.com/" + request.args["isbn"], timeout=5)
    return {"status": answer.status_code + known.status_code}


@pages.route("/import", methods=["POST"])
def bulk():
    orders = yaml.load(request.files["orders"], Loader=yaml.Loader)  # vulnerable: unsafe-deserialization
    more = yaml.safe_load(request.files["more"])
    return {"orders": len(orders) + len(more)}
