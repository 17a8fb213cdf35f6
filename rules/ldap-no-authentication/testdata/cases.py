import ldap as directory
import ldap3
from ldap3 import ANONYMOUS, Connection, Server


class Directory:
    def __init__(self, url):
        self.c = directory.initialize(url)

    def open(self, dn, password):
        self.c.simple_bind_s()  # want
        self.c.simple_bind(dn, None)  # want
        self.c.bind_s(dn)  # want
        self.c.simple_bind_s(dn, password)
        self.c.simple_bind_s(who=dn, cred=password)


def other(host, dn, password):
    s = Server(host)
    a = Connection(s, authentication=ANONYMOUS)  # want
    b = ldap3.Connection(s, user=dn, password="")  # want
    c = Connection(s, user=dn, password=password)
    d = Connection(s, dn, password)
    return a, b, c, d
