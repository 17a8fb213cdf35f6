import io
import xml.dom.minidom
import xml.etree.ElementTree
import xml.sax

from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.post("/lxml")
def with_lxml():
    etree.fromstring(request.data)  # want
    etree.parse(io.BytesIO(request.data), etree.XMLParser())  # want
    etree.fromstring(request.data, parser=etree.XMLParser(resolve_entities=True))  # want
    return "ok"


@app.post("/sax")
def with_sax():
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    parser.parse(io.BytesIO(request.data))  # want
    return "ok"


@app.post("/dom")
def with_dom():
    parser = xml.sax.make_parser()
    parser.setFeature("http://xml.org/sax/features/external-general-entities", True)
    xml.dom.minidom.parseString(request.data, parser)  # want
    return "ok"


@app.post("/safe")
def safe():
    etree.fromstring(request.data, parser=etree.XMLParser(resolve_entities=False))
    xml.etree.ElementTree.fromstring(request.data)
    xml.dom.minidom.parseString(request.data)
    parser = xml.sax.make_parser()
    parser.parse(io.BytesIO(request.data))
    return "ok"


@app.post("/undone")
def undone():
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    parser.setFeature(xml.sax.handler.feature_external_ges, False)
    parser.parse(io.BytesIO(request.data))
    return "ok"


def constant():
    return etree.fromstring("<a/>")
