import xml.etree.ElementTree as ET
import xml.sax

import lxml.etree as etree
from defusedxml import ElementTree as safe
from flask import Flask, request
from lxml.etree import XMLParser, fromstring

app = Flask(__name__)


@app.route("/a", methods=["POST"])
def a():
    parser = etree.XMLParser(resolve_entities=True)
    return etree.fromstring(request.data, parser).text  # want


@app.route("/b", methods=["POST"])
def b():
    return str(fromstring(request.get_data(), XMLParser(load_dtd=True, no_network=False)))  # want


@app.route("/c", methods=["POST"])
def c():
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    parser.parse(request.stream)  # want
    return "ok"


@app.route("/d", methods=["POST"])
def d():
    return str(etree.parse(request.files["f"], etree.XMLParser(resolve_entities=True)))  # want


@app.route("/e", methods=["POST"])
def e():
    ET.fromstring(request.data)  # ok
    safe.fromstring(request.data)  # ok
    etree.fromstring(request.data, etree.XMLParser(resolve_entities=False))  # ok
    etree.fromstring("<a/>", etree.XMLParser(resolve_entities=True))  # ok
    return "ok"
