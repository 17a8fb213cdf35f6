"""Pages that everybody sees."""

from flask import Blueprint, jsonify, redirect, render_template_string, request, url_for
from markupsafe import escape

from .store import Store

pages = Blueprint("catalogue", __name__)


@pages.route("/search")
def search():
    books = Store().search(request.args.get("q", ""), request.args.get("order"))
    return jsonify(books)


@pages.route("/search/safe")
def search_safely():
    books = Store().search_safely(request.args.get("q", ""), request.args.get("order"))
    return jsonify(books)


def heading(text):
    return "<h1>" + text + "</h1>"


@pages.route("/shelf/<name>")
def shelf(name):
    return heading("Shelf " + name)  # vulnerable: xss


@pages.route("/shelf/safe/<name>")
def shelf_safely(name):
    return heading("Shelf " + escape(name))


@pages.route("/shelf/<int:number>")
def shelf_by_number(number):
    return heading("Shelf %d" % number)


@pages.errorhandler(404)
def missing(error):
    page = "<p>Nothing at %s</p>" % request.url
    return render_template_string(page), 404  # vulnerable: server-side-template-injection


@pages.route("/leave")
def leave():
    return redirect(request.args["to"])  # vulnerable: open-redirect


@pages.route("/home")
def home():
    return redirect(url_for("catalogue.search"))
