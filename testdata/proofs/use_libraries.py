import os, re, ldap, ldap3, ldap.filter, pickle, dill, joblib, torch, numpy as np, pandas as pd, shelve, marshal, jsonpickle, yaml, tarfile, zipfile, shutil, logging, smtplib, xml.sax, xml.etree.ElementTree as ET, xml.dom.minidom
import paramiko, fabric, invoke, lxml.etree, lxml.objectify, elementpath, requests, httpx, urllib3, http.client, socket, ftplib, jwt, boto3, docker
from ldap3 import Server, Connection, SUBTREE
from ldap3.utils.conv import escape_filter_chars
from mako.template import Template as MT
from jinja2 import Environment, Template as JT, FileSystemLoader, select_autoescape
from openai import OpenAI
from anthropic import Anthropic
from langchain_core.prompts import PromptTemplate, ChatPromptTemplate
from langchain_core.messages import SystemMessage, HumanMessage
from lxml import etree
from flask import Flask, request
app = Flask(__name__)

@app.route("/ldap")
def l1():
    u = request.args["u"]
    c = ldap.initialize("ldap://x")
    c.search_s("dc=x", ldap.SCOPE_SUBTREE, "(uid=" + u + ")")  # want: ldap-injection
    c.search_s("dc=x", ldap.SCOPE_SUBTREE, "(uid=%s)" % ldap.filter.escape_filter_chars(u))  # silent
    c.simple_bind_s("uid=" + u + ",dc=x", "pw")  # want: ldap-injection
    s = Server("x")
    conn = Connection(s, auto_bind=True)
    conn.search("dc=x", "(uid=" + u + ")", SUBTREE)  # want: ldap-injection
    conn.search("dc=x", f"(uid={escape_filter_chars(u)})")  # silent
    conn.search(search_base=f"ou={u},dc=x", search_filter="(a=b)")  # want: ldap-injection
    return ""

@app.route("/xml", methods=["POST"])
def x1():
    d = request.data
    etree.fromstring(d)  # want: xxe
    etree.fromstring(d, etree.XMLParser(resolve_entities=False))  # silent
    etree.parse(request.files["f"])  # want: xxe
    etree.XML(d, parser=etree.XMLParser(resolve_entities=True))  # want: xxe
    lxml.objectify.fromstring(d)  # want: xxe
    p = xml.sax.make_parser()
    p.setFeature(xml.sax.handler.feature_external_ges, True)
    p.parse(request.files["f"])  # want: xxe
    import defusedxml.ElementTree as DET
    DET.fromstring(d)  # silent
    import defusedxml.lxml
    defusedxml.lxml.fromstring(d)  # silent
    return ""

@app.route("/xpath")
def xp():
    u = request.args["u"]
    t = etree.parse("x.xml")
    t.xpath("//u[@n='" + u + "']")  # want: xpath-injection
    t.xpath("//u[@n=$n]", n=u)  # silent
    t.find(f".//u[@n='{u}']")  # want: xpath-injection
    root = ET.parse("x.xml").getroot()
    root.findall(".//u[@n='%s']" % u)  # want: xpath-injection
    elementpath.select(root, "//u[@n='" + u + "']")  # want: xpath-injection
    etree.XPath("//u[@n='" + u + "']")(t)  # want: xpath-injection
    etree.XPath("//u[@n=$n]")(t, n=u)  # silent
    return ""

@app.route("/de", methods=["POST"])
def de():
    f = request.files["f"]
    d = request.data
    dill.loads(d)  # want: unsafe-deserialization
    joblib.load(f)  # want: unsafe-deserialization
    torch.load(f)  # want: unsafe-deserialization
    torch.load(f, weights_only=True)  # silent
    np.load(f, allow_pickle=True)  # want: unsafe-deserialization
    np.load(f)  # silent
    pd.read_pickle(f)  # want: unsafe-deserialization
    marshal.loads(d)  # want: unsafe-deserialization
    jsonpickle.decode(d)  # want: unsafe-deserialization
    shelve.open(request.args["n"])  # want
    yaml.full_load(d)  # want: unsafe-deserialization
    yaml.unsafe_load(d)  # want: unsafe-deserialization
    yaml.load(d, Loader=yaml.CSafeLoader)  # silent
    pickle.Unpickler(f).load()  # want: unsafe-deserialization
    pickle.load(f)  # want: unsafe-deserialization
    return ""

@app.route("/ssh")
def ssh():
    c = request.args["c"]
    s = paramiko.SSHClient()
    s.exec_command("ls " + c)  # want: os-command-injection
    fabric.Connection("h").run("ls " + c)  # want: os-command-injection
    invoke.run("ls " + c)  # want: os-command-injection
    import pexpect
    pexpect.spawn("ls " + c)  # want: os-command-injection
    import asyncio
    docker.from_env().containers.run(c)  # want: docker-image-from-untrusted-input
    return ""

@app.route("/as")
async def asy():
    import asyncio
    await asyncio.create_subprocess_shell("ls " + request.args["c"])  # want: os-command-injection
    await asyncio.create_subprocess_exec("sh", "-c", request.args["c"])  # want: os-command-injection
    await asyncio.create_subprocess_exec("ls", request.args["c"])  # silent
    return ""

@app.route("/net")
def net():
    u = request.args["u"]
    httpx.get(u)  # want: ssrf
    with httpx.Client() as c:
        c.post(u)  # want: ssrf
    requests.Session().get(u)  # want: ssrf
    urllib3.PoolManager().request("GET", u)  # want: ssrf
    http.client.HTTPConnection(u).request("GET", "/")  # want: ssrf
    socket.create_connection((u, 80))  # want: ssrf
    import urllib.request
    urllib.request.urlopen(urllib.request.Request(u))  # want: ssrf
    urllib.request.urlretrieve(u, "/tmp/x")  # want: ssrf
    ftplib.FTP(u)  # want: ssrf
    pd.read_csv(u)  # want
    return ""

@app.route("/tpl")
def tpl():
    n = request.args["n"]
    JT("Hello " + n).render()  # want: server-side-template-injection
    Environment().from_string("Hello " + n).render()  # want: server-side-template-injection
    MT("Hello " + n).render()  # want: server-side-template-injection
    JT("Hello {{ n }}").render(n=n)
    env = Environment(loader=FileSystemLoader("t"), autoescape=True)
    return env.get_template("x.html").render(n=n)  # silent

@app.route("/arch", methods=["POST"])
def arch():
    f = request.files["f"]
    tarfile.open(fileobj=f).extractall("/srv")  # want: archive-path-traversal
    with tarfile.open(fileobj=f) as t:
        t.extractall("/srv", filter="data")
    with zipfile.ZipFile(f) as z:
        for m in z.namelist():
            open(os.path.join("/srv", m), "wb").write(z.read(m))  # want: archive-path-traversal
    shutil.unpack_archive(f.filename, "/srv")  # want
    return ""

@app.route("/llm")
def llm():
    q = request.args["q"]
    cl = OpenAI()
    r = cl.chat.completions.create(model="x", messages=[{"role": "system", "content": "You are " + q}, {"role": "user", "content": "x"}])  # want: prompt-injection
    cl.chat.completions.create(model="x", messages=[{"role": "system", "content": "You"}, {"role": "user", "content": q}])  # silent
    exec(r.choices[0].message.content)  # want
    a = Anthropic()
    m = a.messages.create(model="x", system="You " + q, messages=[], max_tokens=9)  # want: prompt-injection
    os.system(m.content[0].text)  # want
    SystemMessage(content="You " + q)  # want: prompt-injection
    HumanMessage(content=q)  # silent
    return ""

@app.route("/mail")
def mail():
    s = smtplib.SMTP("x")
    s.sendmail("a@b", request.args["to"], "Subject: " + request.args["s"] + "\n\nx")
    return ""
