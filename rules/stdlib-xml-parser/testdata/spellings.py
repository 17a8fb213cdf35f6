import xml.dom.minidom
import xml.dom.pulldom as pulldom
import xml.etree.cElementTree as cET
import xml.etree.ElementTree as ET
import xml.sax
from xml.dom.minidom import parseString
from xml.etree import ElementTree
from xml.etree.ElementTree import fromstring, iterparse
from xml.sax.handler import ContentHandler
from xml.sax.saxutils import escape
import xmlrpc.client

import defusedxml.ElementTree as SafeET
from defusedxml.minidom import parseString as safe_parse


def a(path):
    return ET.parse(path)  # want


def b(text):
    return fromstring(text)  # want


def c(path):
    for event, element in iterparse(path):  # want
        yield element


def d(text):
    return parseString(text)  # want


def e(path):
    return xml.dom.minidom.parse(path)  # want


def f(path, handler):
    xml.sax.parse(path, handler)  # want


def g(path, handler):
    reader = xml.sax.make_parser()  # want
    reader.setContentHandler(handler)
    reader.parse(path)


def h(text):
    return ElementTree.XML(text)  # want


def i(path):
    return pulldom.parse(path)  # want


class Handler(ContentHandler):
    def characters(self, content):  # ok
        print(escape(content))  # ok


def j(path, text):
    SafeET.parse(path)  # ok
    safe_parse(text)  # ok
    root = ET.Element("root")  # ok
    ET.SubElement(root, "child")  # ok
    return ET.tostring(root)  # ok
