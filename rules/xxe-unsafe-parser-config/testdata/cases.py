import lxml.etree as ET
from lxml.etree import ETCompatXMLParser, XMLParser, iterparse


class Reader:
    def __init__(self, kw):
        self.a = XMLParser()  # want
        self.b = ET.XMLParser(resolve_entities=False, no_network=False)  # want
        self.c = ET.XMLParser(load_dtd=True, resolve_entities=False)  # want
        self.d = ETCompatXMLParser(resolve_entities=True)  # want
        self.e = XMLParser(**kw)
        self.f = XMLParser(resolve_entities=False, remove_blank_text=True)
        self.g = ET.HTMLParser()
        self.h = XMLParser(resolve_entities="internal")

    def read(self, path):
        from lxml import etree
        return iterparse(path, load_dtd=True), etree.XMLParser(resolve_entities=False)  # want
