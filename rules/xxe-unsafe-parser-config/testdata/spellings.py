import lxml.etree
import lxml.etree as ET
from defusedxml import lxml as safe_lxml
from lxml import etree
from lxml.etree import XMLParser, parse


def a(path):
    parser = etree.XMLParser()  # want
    return etree.parse(path, parser)


def b(path):
    return etree.parse(path, etree.XMLParser(resolve_entities=True))  # want


def c(text):
    p = XMLParser(no_network=False)  # want
    return lxml.etree.fromstring(text, parser=p)


def d(text):
    parser = ET.XMLParser(load_dtd=True)  # want
    return ET.XML(text, parser)


def e(path):
    for _, element in etree.iterparse(path):  # want
        print(element)


def f(path):
    return parse(path, etree.ETCompatXMLParser())  # want


def g(path):
    parse(path, XMLParser(resolve_entities=False))  # ok
    etree.parse(path, etree.XMLParser(resolve_entities="internal"))  # ok
    etree.parse(path, etree.HTMLParser())  # ok
    safe_lxml.parse(path)  # ok
    etree.iterparse(path, resolve_entities=False)  # ok
    etree.fromstring("<a/>")  # ok
