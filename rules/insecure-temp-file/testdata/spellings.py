import os
import tempfile
import tempfile as tmp
from tempfile import NamedTemporaryFile, mkstemp, mktemp


def a():
    return tempfile.mktemp()  # want


def b():
    name = mktemp(suffix=".txt")  # want
    with open(name, "w") as f:
        f.write("a")


def c():
    return tmp.mktemp(dir="/tmp", prefix="a")  # want


def d():
    return os.tempnam("/tmp")  # want


def e():
    return os.tmpnam()  # want


class Cache:
    path = tempfile.mktemp()  # want


async def f():
    from tempfile import mktemp as fresh

    return fresh()  # want


def g():
    with NamedTemporaryFile() as f:  # ok
        f.write(b"a")
    NamedTemporaryFile(delete=False)  # ok
    fd, path = mkstemp()  # ok
    tempfile.mkdtemp()  # ok
    with tempfile.TemporaryDirectory() as d:  # ok
        return fd, path, d
