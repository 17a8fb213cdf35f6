import os

import ldap
import ldap3
from ldap3 import ALL, ANONYMOUS, Connection, Server


def a():
    conn = ldap.initialize("ldap://directory.example.com")
    conn.simple_bind()  # want
    return conn


def b():
    conn = ldap.initialize("ldaps://directory.example.com")
    conn.simple_bind_s("cn=root", "")  # want


def c():
    conn = ldap.initialize("ldaps://directory.example.com")
    conn.bind_s("cn=root", None)  # want


def d():
    conn = ldap.initialize("ldaps://directory.example.com")
    conn.simple_bind_s(who="cn=root", cred="")  # want


def e():
    conn = ldap.initialize("ldaps://directory.example.com")
    conn.bind("cn=root", "", ldap.AUTH_SIMPLE)  # want


def f(server):
    return Connection(server, user="cn=root", password="")  # want


def g():
    server = Server("ldaps://directory.example.com", get_info=ALL)
    return Connection(server, authentication=ANONYMOUS, auto_bind=True)  # want


def h(server):
    return ldap3.Connection(server, "cn=root", None)  # want


class Directory:
    def __init__(self):
        self.conn = ldap.initialize("ldaps://directory.example.com")

    def bind(self):
        self.conn.simple_bind_s("", "")  # want


def i(server, password):
    conn = ldap.initialize("ldaps://directory.example.com")
    conn.simple_bind_s("cn=root", password)  # ok
    conn.simple_bind_s("cn=root", os.environ["LDAP_PASSWORD"])  # ok
    conn.sasl_gssapi_bind_s()  # ok
    conn.bind_s("cn=root", os.environ.get("PASSWORD"), ldap.AUTH_SIMPLE)  # ok
    Connection(server, user="cn=root", password=password)  # ok
    Connection(server, "cn=root", os.getenv("PASSWORD"))  # ok
    Connection(server, authentication=ldap3.SASL, sasl_mechanism=ldap3.KERBEROS)  # ok
