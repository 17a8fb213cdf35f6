import gzip
import http.client
import mmap
import socket
import sqlite3
import tarfile
import urllib.request
import zipfile
from contextlib import ExitStack, closing

import aiohttp


def a(path):
    f = open(path)  # want
    data = f.read()
    return data


def b(host):
    s = socket.socket()  # want
    s.connect((host, 80))
    s.sendall(b"x")


def c(path):
    conn = sqlite3.connect(path)  # want
    return conn.execute("SELECT 1").fetchall()


def d(path):
    archive = zipfile.ZipFile(path)  # want
    return archive.namelist()


def e(path):
    t = tarfile.open(path)  # want
    t.getmembers()
    t.close()


def f(url):
    response = urllib.request.urlopen(url, timeout=5)  # want
    return response.read()


class Reader:
    def load(self, path):
        handle = gzip.open(path)  # want
        return handle.read()


def g(path, flag):
    f = open(path)  # want
    if flag:
        return None
    f.close()


async def h(url):
    session = aiohttp.ClientSession()  # want
    response = await session.get(url)
    return await response.text()


def i(path):
    with open(path) as f:  # ok
        return f.read()


def j(path):
    f = open(path)  # ok
    try:
        return f.read()
    finally:
        f.close()


def k(path):
    return open(path)  # ok


def l(path):
    with closing(sqlite3.connect(path)) as conn:  # ok
        return conn.execute("SELECT 1").fetchall()


def m(paths):
    with ExitStack() as stack:
        files = [stack.enter_context(open(p)) for p in paths]  # ok
        return [f.read() for f in files]


class Holder:
    def __init__(self, path):
        self.f = open(path)  # ok
