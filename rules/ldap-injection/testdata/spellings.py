import ldap
import ldap.filter
import ldap3
from flask import Flask, request
from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)


@app.route("/a")
def a():
    conn = ldap.initialize("ldaps://d")
    return str(conn.search_s("dc=a", ldap.SCOPE_SUBTREE, "(uid=" + request.args["uid"] + ")"))  # want


@app.route("/b")
def b():
    conn = Connection(Server("d"), auto_bind=True)
    conn.search("dc=a", f"(uid={request.args['uid']})")  # want
    return "ok"


@app.route("/c")
def c():
    conn = ldap.initialize("ldaps://d")
    base = "ou=%s,dc=a" % request.args["ou"]
    return str(conn.search(base, ldap.SCOPE_SUBTREE, "(uid=a)"))  # want


@app.route("/d")
def d():
    conn = ldap3.Connection("d")
    conn.search(search_base="dc=a", search_filter="(cn={})".format(request.args["cn"]))  # want
    return "ok"


@app.route("/e")
def e():
    conn = ldap.initialize("ldaps://d")
    uid = ldap.filter.escape_filter_chars(request.args["uid"])
    conn.search_s("dc=a", ldap.SCOPE_SUBTREE, "(uid=" + uid + ")")  # ok
    conn.search_s("dc=a", ldap.SCOPE_SUBTREE, ldap.filter.filter_format("(uid=%s)", [request.args["uid"]]))  # ok
    other = Connection(Server("d"))
    other.search("dc=a", "(uid=" + escape_filter_chars(request.args["uid"]) + ")")  # ok
    other.search("dc=a", "(uid=admin)")  # ok
    return "ok"
