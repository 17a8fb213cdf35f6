import gzip
import json
import socket
import sqlite3
from contextlib import closing


class A:
    def a(self, path):
        f = gzip.open(path)  # want
        return json.load(f)

    def b(self, path):
        con = sqlite3.connect(path)  # want
        con.execute("delete from t")

    def c(self, path, x):
        f = open(path, "w")  # want
        if x:
            return None
        f.write("x")
        f.close()

    def d(self, path):
        return open(path).read()  # want

    def e(self, host):
        s = socket.create_connection((host, 80), 3)  # want
        s.sendall(b"x")

    def f(self, path):
        f = open(path)
        try:
            return f.read()
        finally:
            f.close()

    def g(self, path):
        self.f = open(path)
        f = open(path)
        return f

    def h(self, path, keep):
        f = open(path)
        keep(f)

    def i(self, path):
        with closing(sqlite3.connect(path)) as c:
            c.execute("x")
        f = open(path)
        with f:
            f.read()

    def j(self, path):
        f = open(path)  # want
        data = f.read()
        f.close()
        return data


script = open("x")
