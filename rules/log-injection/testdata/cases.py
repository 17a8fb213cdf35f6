import json
import logging
from logging import getLogger

from flask import Flask, request

app = Flask(__name__)
logger = getLogger("app")
logging.basicConfig(level=logging.DEBUG)


@app.route("/a")
def several():
    logging.info(f"name {request.args['a']}")  # want
    logger.error("name " + request.args["a"])  # want
    app.logger.info("name %s", request.args["a"])  # want
    logger.log(logging.INFO, "name %s", request.form.get("a"))  # want
    return "ok"


def console():
    name = input("name? ")
    logger.info("hello %s", name + "\n" + request.args["a"])  # want


@app.route("/b")
def safe():
    name = request.args["a"]
    logger.info("name %s", repr(name))
    logger.info("name %s", name.replace("\r", "").replace("\n", ""))
    logger.info("name %s", json.dumps(name))
    logger.info("number %d", int(name))
    logger.info(f"name {name!r}")
    logger.info("fixed")
    if name.isalnum():
        logger.info("name %s", name)
    return "ok"
