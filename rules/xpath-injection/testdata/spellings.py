from flask import Flask, request
from lxml import etree
from lxml.etree import XPath
import elementpath
import xml.etree.ElementTree as ET

app = Flask(__name__)
tree = etree.parse("a.xml")


@app.route("/a")
def a():
    return str(tree.xpath("//user[@name='" + request.args["name"] + "']"))  # want


@app.route("/b")
def b():
    query = f"//user[@name='{request.args['name']}']"
    return str(XPath(query)(tree))  # want


@app.route("/c")
def c():
    root = ET.parse("a.xml").getroot()
    return str(root.findall("./user[@name='%s']" % request.args["name"]))  # want


@app.route("/d")
def d():
    return str(elementpath.select(tree, "//user[@id='{}']".format(request.args["id"])))  # want


@app.route("/e")
def e():
    tree.xpath("//user[@name=$name]", name=request.args["name"])  # ok
    XPath("//user[@name=$name]")(tree, name=request.args["name"])  # ok
    tree.xpath("//user[%d]" % int(request.args["n"]))  # ok
    name = request.args["name"]
    if not name.isalnum():
        return "no"
    return str(tree.xpath("//user[@name='" + name + "']"))  # ok
