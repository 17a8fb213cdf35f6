import os
import tempfile as tf
from tempfile import mktemp, mkdtemp, TemporaryDirectory, NamedTemporaryFile


def f():
    a = mktemp()  # want
    b = tf.mktemp(".log", "x")  # want
    c = os.tempnam("/tmp")  # want
    d = os.tmpnam()  # want
    g = mkdtemp()
    with TemporaryDirectory() as e, NamedTemporaryFile(delete=True) as n:
        return a, b, c, d, e, g, n


def mine():
    def mktemp():
        return "fixed"
    return mktemp()


def late():
    import tempfile
    return tempfile.mktemp(dir="/tmp")  # want
