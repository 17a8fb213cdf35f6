import io
import xml.dom.minidom
import xml.etree.ElementTree as ET
import xml.sax
from xml.dom import pulldom
from xml.parsers import expat

import defusedxml.ElementTree as safe
import lxml.etree
import xmltodict
from flask import Flask, request

app = Flask(__name__)


@app.route("/a", methods=["POST"])
def a():
    return ET.fromstring(request.data).tag  # want


@app.route("/b", methods=["POST"])
def b():
    tree = ET.parse(request.files["doc"])  # want
    return tree.getroot().tag


@app.route("/c", methods=["POST"])
def c():
    dom = xml.dom.minidom.parseString(request.get_data())  # want
    return dom.documentElement.tagName


@app.route("/d", methods=["POST"])
def d():
    parser = lxml.etree.XMLParser(huge_tree=True, resolve_entities="internal")
    return lxml.etree.fromstring(request.data, parser=parser).tag  # want


@app.route("/e", methods=["POST"])
def e():
    return xmltodict.parse(request.data, disable_entities=False)  # want


@app.route("/f", methods=["POST"])
def f():
    handler = xml.sax.ContentHandler()
    xml.sax.parseString(request.data, handler)  # want
    return "ok"


@app.route("/g", methods=["POST"])
def g():
    parser = expat.ParserCreate()
    parser.Parse(request.data, True)  # want
    return "ok"


@app.route("/h", methods=["POST"])
def h():
    for event, node in ET.iterparse(io.BytesIO(request.data)):  # want
        node.clear()
    for event, node in pulldom.parseString(request.form["xml"]):  # want
        return str(event)


@app.route("/i", methods=["POST"])
def i():
    parser = ET.XMLParser()
    parser.feed(request.data)  # want
    return parser.close().tag


@app.route("/good/defused", methods=["POST"])
def defused():
    return safe.fromstring(request.data).tag  # ok


@app.route("/good/lxml", methods=["POST"])
def plain_lxml():
    parser = lxml.etree.XMLParser(resolve_entities=False)
    return lxml.etree.fromstring(request.data, parser).tag  # ok


@app.route("/good/dict", methods=["POST"])
def as_dict():
    return xmltodict.parse(request.data)  # ok


@app.route("/good/checked", methods=["POST"])
def checked():
    text = request.get_data(as_text=True)
    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        return "no", 400
    return ET.fromstring(text).tag  # ok


def settings():
    return ET.parse("settings.xml")  # ok


@app.route("/good/escaped")
def built():
    from xml.sax.saxutils import escape

    return ET.fromstring("<a>" + escape(request.args["x"]) + "</a>").tag  # ok
