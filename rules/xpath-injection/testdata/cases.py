import xml.etree.ElementTree as ElementTree

import elementpath
from flask import Flask, abort, request
from lxml import etree

app = Flask(__name__)
tree = etree.parse("users.xml")
root = ElementTree.parse("users.xml").getroot()


@app.route("/a")
def formatted():
    tree.xpath("//user[name='%s']" % request.args["a"])  # want
    root.find(".//user[@name='" + request.args["a"] + "']")  # want
    etree.XPath("//user[name='" + request.args["a"] + "']")  # want
    elementpath.select(root, "//user[name='" + request.args["a"] + "']")  # want
    return "ok"


def unknown(document):
    document.xpath("//user[name='" + request.args["a"] + "']")  # want


@app.route("/b")
def bound():
    tree.xpath("//user[name=$a]", a=request.args["a"])
    etree.XPath("//user[name=$a]")(tree, a=request.args["a"])
    return "ok"


@app.route("/c")
def rejected():
    name = request.args["a"]
    if "'" in name:
        abort(400)
    tree.xpath("//user[name='" + name + "']")
    return "ok"


@app.route("/d")
def number():
    tree.xpath("//user[%d]" % int(request.args["a"]))
    return "ok"
