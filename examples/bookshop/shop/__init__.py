"""A bookshop that is vulnerable on purpose. See ../README.md."""

from flask import Flask

from . import accounts, admin, catalogue, orders


def create_app():
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "correct horse battery staple"  # vulnerable: web-framework-secret-key
    app.register_blueprint(catalogue.pages)
    app.register_blueprint(accounts.pages)
    app.register_blueprint(orders.pages)
    app.register_blueprint(admin.pages)
    return app
