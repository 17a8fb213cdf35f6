import ldap
import ldap.dn
import ldap3
from flask import Flask, request
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)


@app.route("/a")
def with_ldap3():
    connection = ldap3.Connection("ldap://localhost")
    connection.search("dc=example", "(uid={})".format(request.args["a"]))  # want
    connection.search("ou=" + request.args["a"] + ",dc=example", "(uid=a)")  # want
    connection.search(search_base="dc=example", search_filter="(uid=%s)" % request.args["a"])  # want
    return "ok"


@app.route("/b")
def bind():
    connection = ldap.initialize("ldap://localhost")
    connection.simple_bind_s("uid=" + request.form["a"] + ",dc=example", "x")  # want
    return "ok"


@app.route("/c")
def escaped():
    connection = ldap3.Connection("ldap://localhost")
    connection.search("dc=example", "(uid=" + escape_filter_chars(request.args["a"]) + ")")
    return "ok"


@app.route("/d")
def escaped_name():
    connection = ldap.initialize("ldap://localhost")
    connection.simple_bind_s("uid=" + ldap.dn.escape_dn_chars(request.form["a"]) + ",dc=example", "x")
    return "ok"


@app.route("/e")
def checked():
    name = request.args["a"]
    if not name.isalnum():
        return "no"
    ldap3.Connection("ldap://localhost").search("dc=example", "(uid=" + name + ")")
    return "ok"
