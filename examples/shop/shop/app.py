"""The pages of the shop."""

from flask import Flask, make_response, redirect, request, session
from markupsafe import escape

from . import accounts, orders, reports
from .pages import layout

app = Flask(__name__)
app.secret_key = "correct-horse-battery-staple"


@app.route("/orders")
def list_orders():
    search = orders.Search(request.args.get("q", ""), request.args.get("sort", "date"))
    return layout("Orders", orders.table(search.run()))


@app.route("/orders/<int:number>")
def safe_show_order(number):
    return layout("Order", orders.table(orders.by_number(number)))


@app.route("/safe/orders")
def safe_list_orders():
    search = orders.SafeSearch(request.args.get("q", ""), request.args.get("sort", "date"))
    return layout("Orders", orders.table(search.run()))


@app.route("/hello")
def hello():
    name = request.args.get("name", "you")
    return layout("Hello", f"<p>Hello, {name}!</p>")


@app.route("/safe/hello")
def safe_hello():
    name = request.args.get("name", "you")
    return layout("Hello", f"<p>Hello, {escape(name)}!</p>")


@app.route("/export", methods=["POST"])
def export():
    options = {"format": request.form["format"], "pages": "all"}
    return reports.export(options)


@app.route("/safe/export", methods=["POST"])
def safe_export():
    # Only the constant leaves the dictionary.
    options = {"format": request.form["format"], "pages": "all"}
    return reports.convert(options["pages"])


@app.route("/report")
def report():
    return reports.read(request.args["file"])


@app.route("/safe/report")
def safe_report():
    return reports.safe_read(request.args["file"])


@app.route("/preview")
def preview():
    return reports.fetch(request.args["url"])


@app.route("/safe/preview")
def safe_preview():
    return reports.safe_fetch(request.args["url"])


@app.route("/cart")
def cart():
    items = accounts.load_cart(request.cookies.get("cart", ""))
    return layout("Cart", f"<p>{len(items)} items</p>")


@app.route("/login", methods=["POST"])
def login():
    if accounts.check(request.form["user"], request.form["password"]):
        session["user"] = request.form["user"]
    response = make_response(redirect(request.args.get("next", "/")))
    response.set_cookie("seen", "1")
    return response


@app.route("/safe/login", methods=["POST"])
def safe_login():
    target = request.args.get("next", "/")
    if target not in ("/", "/orders", "/cart"):
        target = "/"
    response = make_response(redirect(target))
    response.set_cookie("seen", "1", secure=True, httponly=True)
    return response


if __name__ == "__main__":
    app.run(debug=True)
