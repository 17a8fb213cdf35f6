import xml.sax
from xml.dom import minidom
from xml.dom.minidom import Document
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, fromstring, tostring
from xml.sax import saxutils


class Handler(xml.sax.ContentHandler):
    pass


def f(text, path):
    a = fromstring(text)  # want
    b = minidom.parseString(text)  # want
    c = ElementTree.iterparse(path)  # want
    xml.sax.parse(path, Handler())  # want
    d = Element("a")
    e = tostring(d)
    g = saxutils.escape(text)
    h = Document()
    return a, b, c, d, e, g, h
