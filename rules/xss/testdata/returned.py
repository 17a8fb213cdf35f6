from flask import Flask
from flask.views import MethodView

app = Flask(__name__)


@app.route("/a/<name>")
def bare(name):
    return name  # want


def added(name):
    return "<p>" + name  # want


app.add_url_rule("/b/<name>", "b", added)


class Page(MethodView):
    def get(self, name):
        return "<p>" + name  # want


app.add_url_rule("/c/<name>", view_func=Page.as_view("c"))
