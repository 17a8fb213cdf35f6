import elementpath
import libxml2
import lxml.etree
import lxml.etree._Element
import lxml.objectify
import lxml_html_clean
import pandas
import selenium.webdriver
import xml.etree
import xml.sax.saxutils
import xmltodict

from selenium.webdriver.common.by import By

from leadline_proof import sink, source

lxml.etree.parse(source())  # sink: xml-external
lxml.etree.fromstring(source())  # sink: xml-external
lxml.etree.XML(source())  # sink: xml-external
lxml.etree.fromstringlist(source())  # sink: xml-external
lxml.etree.XMLID(source())  # sink: xml-external
lxml.objectify.parse(source())  # sink: xml-external
lxml.objectify.fromstring(source())  # sink: xml-external
lxml.etree.iterparse(source())  # sink: xml-external
lxml.etree.XPath(source())  # sink: xpath-expression
lxml.etree.ETXPath(source())  # sink: xpath-expression
unknown.xpath(source())  # sink: xpath-expression
elementpath.select("a", source())  # sink: xpath-expression
elementpath.iter_select("a", source())  # sink: xpath-expression
elementpath.Selector(source())  # sink: xpath-expression
libxml2.xpathEval(source())  # sink: xpath-expression
xml.etree.ElementTree.parse(source())  # sink: file-path
xml.etree.ElementTree.iterparse(source())  # sink: file-path
sink(xml.sax.saxutils.escape(source()))  # clean: html-escaped
sink(xml.sax.saxutils.quoteattr(source()))  # clean: html-escaped
sink(lxml_html_clean.clean_html(source()))  # clean: html-escaped
sink(xml.etree.ElementTree.tostring(source()))  # flows
sink(lxml.etree.tostring(source()))  # flows
sink(xml.etree.ElementTree.fromstring(source()))  # flows
sink(xml.etree.ElementTree.XML(source()))  # flows
sink(xml.etree.ElementTree.parse(source()))  # flows
sink(lxml.etree.fromstring(source()))  # flows
sink(lxml.etree.XML(source()))  # flows
sink(lxml.etree.parse(source()))  # flows
sink(lxml.etree.HTML(source()))  # flows
sink(xmltodict.parse(source()))  # flows


def lxml_etree__element(x: lxml.etree._Element):
    x.xpath(source())  # sink: xpath-expression
    x.find(source())  # sink: xpath-expression
    x.findall(source())  # sink: xpath-expression
    x.findtext(source())  # sink: xpath-expression
    x.iterfind(source())  # sink: xpath-expression


def xml_etree_elementtree_element(x: xml.etree.ElementTree.Element):
    x.find(source())  # sink: xpath-expression
    x.findall(source())  # sink: xpath-expression
    x.findtext(source())  # sink: xpath-expression
    x.iterfind(source())  # sink: xpath-expression


import xml.sax.handler
from xml.dom import minidom, pulldom


def with_feature():
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    parser.parse(source())  # sink: xml-external
    pulldom.parse(source(), parser)  # sink: xml-external
    pulldom.parseString(source(), parser=parser)  # sink: xml-external
    minidom.parse(source(), parser)  # sink: xml-external
    minidom.parseString(source(), parser)  # sink: xml-external


def with_uri():
    parser = xml.sax.make_parser()
    parser.setFeature("http://xml.org/sax/features/external-general-entities", True)
    parser.parse(source())  # sink: xml-external


def undone():
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    parser.setFeature(xml.sax.handler.feature_external_ges, False)
    parser.parse(source())  # silent: xml-external


def without():
    xml.sax.make_parser().parse(source())  # silent: xml-external
    minidom.parseString(source())  # silent: xml-external


def parsers():
    lxml.etree.fromstring(source())  # sink: xml-external
    lxml.etree.fromstring(source(), lxml.etree.XMLParser())  # sink: xml-external
    lxml.etree.fromstring(source(), lxml.etree.XMLParser(resolve_entities=False))  # silent
    lxml.etree.fromstring(source(), parser=lxml.etree.ETCompatXMLParser(resolve_entities=True))  # sink: xml-external
    lxml.etree.iterparse(source())  # sink: xml-external
    lxml.etree.XMLParser().feed(source())  # sink: xml-external
    lxml.objectify.parse(source())  # sink: xml-external


def unknown_tree(unknown):
    unknown.xpath("//a[@b='" + source() + "']")  # sink: xpath-expression

lxml.etree.XPathEvaluator(tree).__call__(source())  # sink: xpath-expression
lxml.etree.XPathEvaluator(tree)(source())  # sink: xpath-expression


def pages():
    driver = selenium.webdriver.Chrome()
    driver.find_element(By.XPATH, source())  # sink: xpath-expression
    driver.find_elements("xpath", source())  # sink: xpath-expression
    driver.find_element(By.ID, source())  # silent
    driver.find_element_by_xpath(source())  # sink: xpath-expression
    driver.find_elements_by_xpath(source())  # sink: xpath-expression
    pandas.read_xml("a.xml", xpath=source())  # sink: xpath-expression


import pyexpat
import xml.parsers.expat


def expanding(reader: xml.sax.xmlreader.XMLReader):
    reader.parse(source())  # sink: xml-expanding
    xml.sax.parse(source(), None)  # sink: xml-expanding
    xml.sax.parseString(source(), None)  # sink: xml-expanding
    xml.dom.minidom.parse(source())  # sink: xml-expanding
    xml.dom.minidom.parseString(source())  # sink: xml-expanding
    xml.dom.pulldom.parse(source())  # sink: xml-expanding
    xml.dom.pulldom.parseString(source())  # sink: xml-expanding
    xml.etree.ElementTree.fromstring(source())  # sink: xml-expanding
    xml.etree.ElementTree.fromstringlist(source())  # sink: xml-expanding
    xml.etree.ElementTree.XML(source())  # sink: xml-expanding
    xml.etree.ElementTree.XMLID(source())  # sink: xml-expanding
    xml.etree.ElementTree.parse(source())  # sink: xml-expanding
    xml.etree.ElementTree.iterparse(source())  # sink: xml-expanding
    xml.etree.ElementTree.XMLParser().feed(source())  # sink: xml-expanding
    xml.etree.ElementTree.XMLPullParser().feed(source())  # sink: xml-expanding
    xml.parsers.expat.ParserCreate().Parse(source(), True)  # sink: xml-expanding
    pyexpat.ParserCreate().ParseFile(source())  # sink: xml-expanding
    pyexpat.XMLParserType  # silent
    xmltodict.parse(source(), disable_entities=False)  # sink: xml-expanding
    xmltodict.parse(source())  # silent
    lxml.etree.fromstring(source(), lxml.etree.XMLParser(huge_tree=True, resolve_entities="internal"))  # sink: xml-expanding
    lxml.etree.fromstring(source(), lxml.etree.XMLParser(huge_tree=True, resolve_entities=False))  # silent
