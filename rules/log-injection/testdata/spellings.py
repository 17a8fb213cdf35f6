import logging

from flask import Flask, request
from loguru import logger as loguru_logger

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.route("/a")
def a():
    logging.info("user " + request.args["name"])  # want
    return "ok"


@app.route("/b")
def b():
    log.warning("user %s", request.args["name"])  # want
    return "ok"


@app.route("/c")
def c():
    app.logger.error(f"user {request.form['name']}")  # want
    return "ok"


@app.route("/d")
def d():
    loguru_logger.info("user " + request.headers["X-User"])  # want
    return "ok"


def e():
    name = input("name")
    logging.error("user %s" % name)  # want


@app.route("/f")
def f():
    log.info("user %r", request.args["name"])  # ok
    log.info("user %s", request.args["name"].replace("\r", "").replace("\n", ""))  # ok
    log.info("id %d", int(request.args["id"]))  # ok
    if request.args["name"].isalnum():
        pass
    log.info("fixed")  # ok
    return "ok"
