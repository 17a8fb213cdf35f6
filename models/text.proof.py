import ast
import base64
import binascii
import configparser
import csv
import difflib
import html
import json
import json.encoder
import orjson
import pprint
import quopri
import re
import reprlib
import shlex
import string
import struct
import textwrap
import unicodedata
import urllib.parse

from leadline_proof import sink, source

re.compile(source())  # sink: regex-pattern
re.search(source())  # sink: regex-pattern
re.match(source())  # sink: regex-pattern
re.fullmatch(source())  # sink: regex-pattern
re.split(source())  # sink: regex-pattern
re.findall(source())  # sink: regex-pattern
re.finditer(source())  # sink: regex-pattern
re.sub(source())  # sink: regex-pattern
re.subn(source())  # sink: regex-pattern
re.template(source())  # sink: regex-pattern
sink(html.escape(source()))  # clean: html-escaped
sink(json.dumps(source()))  # clean: newline-free
sink(json.encoder.encode_basestring_ascii(source()))  # clean: newline-free
sink(base64.b64encode(source()))  # clean: text-encoded
sink(base64.standard_b64encode(source()))  # clean: text-encoded
sink(base64.b32encode(source()))  # clean: text-encoded
sink(base64.b16encode(source()))  # clean: text-encoded
sink(base64.a85encode(source()))  # clean: text-encoded
sink(base64.b85encode(source()))  # clean: text-encoded
sink(base64.urlsafe_b64encode(source()))  # clean: text-encoded
sink(binascii.hexlify(source()))  # clean: text-encoded
sink(binascii.b2a_hex(source()))  # clean: text-encoded
sink(binascii.b2a_base64(source()))  # clean: text-encoded
sink(urllib.parse.quote(source()))  # clean: url-quoted
sink(urllib.parse.quote_plus(source()))  # clean: url-quoted
sink(urllib.parse.quote_from_bytes(source()))  # clean: url-quoted
sink(urllib.parse.urlencode(source()))  # clean: url-quoted
sink(shlex.quote(source()))  # clean: shell-quoted
sink(shlex.join([source()]))  # clean: shell-quoted
sink(re.escape(source()))  # clean: regex-escaped
sink(pprint.pformat(source()))  # clean: newline-free
sink(pprint.saferepr(source()))  # clean: newline-free
sink(reprlib.repr(source()))  # clean: newline-free
sink(ast.literal_eval(source()))  # clean: parsed-safely
sink(json.load(source()))  # flows
sink(json.loads(source()))  # flows
sink(orjson.loads(source()))  # flows
sink(orjson.dumps(source()))  # clean: newline-free
sink(base64.b64decode(source()))  # flows
sink(base64.standard_b64decode(source()))  # flows
sink(base64.urlsafe_b64decode(source()))  # flows
sink(base64.b32decode(source()))  # flows
sink(base64.b16decode(source()))  # flows
sink(base64.a85decode(source()))  # flows
sink(base64.b85decode(source()))  # flows
sink(base64.decodebytes(source()))  # flows
sink(base64.decodestring(source()))  # flows
sink(base64.encodebytes(source()))  # flows
sink(binascii.unhexlify(source()))  # flows
sink(binascii.a2b_hex(source()))  # flows
sink(binascii.a2b_base64(source()))  # flows
sink(binascii.a2b_uu(source()))  # flows
sink(html.unescape(source()))  # flows
sink(urllib.parse.unquote(source()))  # flows
sink(urllib.parse.unquote_plus(source()))  # flows
sink(urllib.parse.unquote_to_bytes(source()))  # flows
sink(urllib.parse.parse_qs(source()))  # flows
sink(urllib.parse.parse_qsl(source()))  # flows
sink(urllib.parse.urlparse(source()))  # flows
sink(urllib.parse.urlsplit(source()))  # flows
sink(urllib.parse.urldefrag(source()))  # flows
sink(urllib.parse.urlunparse(source()))  # flows
sink(urllib.parse.urlunsplit(source()))  # flows
sink(urllib.parse.urljoin(source()))  # flows
sink(urllib.parse.urljoin("a", source()))  # flows
sink(textwrap.dedent(source()))  # flows
sink(textwrap.indent(source()))  # flows
sink(textwrap.fill(source()))  # flows
sink(textwrap.wrap(source()))  # flows
sink(textwrap.shorten(source()))  # flows
sink(string.Template(source()))  # flows
sink(string.capwords(source()))  # flows
sink(re.sub("a", source()))  # flows
sink(re.sub("a", "a", source()))  # flows
sink(re.subn("a", source()))  # flows
sink(re.subn("a", "a", source()))  # flows
sink(re.split("a", source()))  # flows
sink(re.findall("a", source()))  # flows
sink(re.finditer("a", source()))  # flows
sink(re.match("a", source()))  # flows
sink(re.search("a", source()))  # flows
sink(re.fullmatch("a", source()))  # flows
sink(re.compile(source()))  # flows
sink(shlex.split(source()))  # flows
sink(csv.reader(source()))  # flows
sink(csv.DictReader(source()))  # flows
sink(struct.pack(source()))  # flows
sink(struct.unpack(source()))  # flows
sink(struct.unpack_from(source()))  # flows
sink(struct.iter_unpack(source()))  # flows
sink(unicodedata.normalize("a", source()))  # flows
sink(difflib.unified_diff(source()))  # flows
sink(difflib.unified_diff("a", source()))  # flows
sink(difflib.ndiff(source()))  # flows
sink(difflib.ndiff("a", source()))  # flows
sink(difflib.context_diff(source()))  # flows
sink(difflib.context_diff("a", source()))  # flows
sink(quopri.decodestring(source()))  # flows
sink(quopri.encodestring(source()))  # flows
sink(unicodedata.category(source()))  # clean
sink(unicodedata.combining(source()))  # clean
sink(unicodedata.name(source()))  # clean
sink(struct.calcsize(source()))  # clean
sink(binascii.crc32(source()))  # clean
sink(binascii.crc_hqx(source()))  # clean


def configparser_configparser(x: configparser.ConfigParser):
    x.read(source())  # sink: file-path


def string_template(x: string.Template):
    sink(x.substitute(source()))  # flows
    sink(x.safe_substitute(source()))  # flows


def string_formatter(x: string.Formatter):
    sink(x.format(source()))  # flows
    sink(x.vformat(source()))  # flows


def re_pattern(x: re.Pattern):
    sink(x.sub(source()))  # flows
    sink(x.sub("a", source()))  # flows
    sink(x.subn(source()))  # flows
    sink(x.subn("a", source()))  # flows
    sink(x.split(source()))  # flows
    sink(x.findall(source()))  # flows
    sink(x.finditer(source()))  # flows
    sink(x.match(source()))  # flows
    sink(x.search(source()))  # flows
    sink(x.fullmatch(source()))  # flows


def carried_urllib_parse_parseresult():
    x: urllib.parse.ParseResult = source()
    sink(x._replace(netloc=''))  # clean: relative-url
    sink(x.geturl())  # flows
    sink(x._replace())  # flows
    sink(x.port)  # clean
    sink(x.scheme)  # clean


def carried_string_template():
    x: string.Template = source()
    sink(x.substitute())  # flows
    sink(x.safe_substitute())  # flows


def carried_re_match():
    x: re.Match = source()
    sink(x.group())  # flows
    sink(x.groups())  # flows
    sink(x.groupdict())  # flows
    sink(x.expand())  # flows
    sink(x.__getitem__())  # flows
    sink(x.start())  # clean
    sink(x.end())  # clean
    sink(x.span())  # clean
    sink(x.pos)  # clean
    sink(x.endpos)  # clean
    sink(x.lastindex)  # clean


def carried_configparser_configparser():
    x: configparser.ConfigParser = source()
    sink(x.items())  # flows
    sink(x.options())  # flows
    sink(x.sections())  # flows
    sink(x.getint())  # clean
    sink(x.getfloat())  # clean
    sink(x.getboolean())  # clean
    sink(x.has_section())  # clean
    sink(x.has_option())  # clean
    sink(x.add_section())  # clean
    sink(x.write())  # clean


def carried_csv_writer():
    x: csv.Writer = source()
    sink(x.writerow())  # clean
    sink(x.writerows())  # clean


def carried_csv_dictwriter():
    x: csv.DictWriter = source()
    sink(x.writerow())  # clean
    sink(x.writerows())  # clean
    sink(x.writeheader())  # clean


def filled1(x: configparser.ConfigParser):
    x.read_string(source())
    sink(x)  # flows


def filled2(x: configparser.ConfigParser):
    x.read_dict(source())
    sink(x)  # flows


def filled3(x: configparser.ConfigParser):
    x.read_file(source())
    sink(x)  # flows


def dumped():
    import io

    out = io.StringIO()
    json.dump(source(), out)
    sink(out.getvalue())  # flows
    sink(shlex.join(["ls", source()]))  # clean: shell-quoted


def host(url):
    parts = urllib.parse.urlparse(url)
    if parts.netloc != "example.com":
        return
    sink(url)  # clean: host-checked


def host_name(url):
    if urllib.parse.urlsplit(url).hostname in {"example.com", "example.org"}:
        sink(url)  # clean: host-checked


def options():
    parser = configparser.ConfigParser()
    parser.set("a", "tainted", source())
    parser.set("a", "fixed", "1")
    sink(parser.get("a", "tainted"))  # flows
    sink(parser.get("a", "fixed"))  # clean
    sink(parser.getint("a", "tainted"))  # clean
    sink(parser.getfloat("a", "tainted"))  # clean
    sink(parser.getboolean("a", "tainted"))  # clean


host(source())
host_name(source())


COMPILED = re.compile(r"^[\w.-]+$")


def matched(text):
    if re.fullmatch(r"[a-z_]+", text):
        sink(text)  # clean
    if re.match(r"^[a-z0-9]{1,8}$", text):
        sink(text)  # clean
    if re.match(r"[a-z]+", text):
        sink(text)  # flows
    if re.search(r"^\d+$", text):
        sink(text)  # clean
    if re.search(r"\d+$", text):
        sink(text)  # flows
    if re.fullmatch(r".*", text):
        sink(text)  # flows
    if COMPILED.fullmatch(text):
        sink(text)  # clean
    if COMPILED.match(text):
        sink(text)  # clean
    if COMPILED.search(text):
        sink(text)  # clean


def matched_or_left(text):
    if re.match(r"^\w+$", text) is None:
        return
    sink(text)  # clean


def stripped(text):
    sink(re.sub(r"[^a-zA-Z0-9_-]", "", text))  # clean
    sink(re.sub(r"\W+", "_", text))  # clean
    sink(re.sub(r"[\r\n]", "", text))  # clean: newline-free
    sink(re.sub(r"[<>]", "", text))  # clean: angle-free
    sink(re.sub(r"[a-z]", "", text))  # flows
    sink(re.sub(r"[^\w _\-]+", "", text))  # clean: dot-dot-free
    sink(re.sub(r"[^\w\s-]", "", text))  # clean: slash-free
    sink(re.sub(r"[^a-z0-9 .]", "_", text))  # clean: slash-free
    sink(re.sub(r"[^a-z0-9 .]", "_", text))  # clean: newline-free
    sink(re.sub(r"[^a-z0-9 .]", "_", text))  # clean: parenthesis-free
    sink(re.sub(r"[^\w. -~]", "_", text))  # flows
    sink(re.sub(r'[\\/*?:"<>|]', "", text))  # clean: slash-free
    sink(re.sub(r"[/\\]", "_", text))  # clean: slash-free
    sink(re.sub("[\\/]", "_", text))  # flows
    sink(re.sub(r"[^/\\]", "_", text))  # flows


matched(source())
matched_or_left(source())
stripped(source())


def replaced(url):
    sink(urllib.parse.urlparse(url)._replace(scheme="", netloc="").geturl())  # clean: relative-url
    sink(urllib.parse.urlparse(url)._replace(scheme="https").geturl())  # flows


replaced(source())


def no_host(url):
    if not urllib.parse.urlparse(url).netloc:
        sink(url)  # clean: host-checked


def no_host_name(url):
    if urllib.parse.urlsplit(url).hostname:
        return
    sink(url)  # clean: host-checked


no_host(source())
no_host_name(source())


def letters_of_names():
    name = source()
    if re.match("^[A-Za-z0-9_.+-]+$", name):
        sink(name)  # flows clean: slash-free clean: angle-free
sink(urllib.parse.ParseResult("http", source(), "", "", "", ""))  # flows
sink(urllib.parse.SplitResult("http", "host", path=source(), query="", fragment=""))  # flows
sink(urllib.parse.urlparse(source())._replace(query="")._replace(fragment="").geturl())  # flows


def address():
    name = source()
    if re.match(r"^/[^/\\]", name):
        sink(name)  # clean: relative-url
    if re.match(r"^/[a-z0-9-]+", name):
        sink(name)  # clean: relative-url
string.Formatter().format(source())  # sink: format-text
string.Formatter().vformat(source(), (), {})  # sink: format-text
string.Formatter().format("{}", source())  # silent: format-text


def tables(out):
    csv.writer(out).writerow([source()])  # sink: sheet-cell
    csv.writer(out).writerows([[source()]])  # sink: sheet-cell
    csv.DictWriter(out, ["a"]).writerow({"a": source()})  # sink: sheet-cell
    csv.DictWriter(out, ["a"]).writerows([{"a": source()}])  # sink: sheet-cell
    csv.writer(out, delimiter=source()).writerow(["a"])  # silent
