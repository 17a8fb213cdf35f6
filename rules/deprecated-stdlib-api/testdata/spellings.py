import asyncio
import collections
import inspect
import threading
import time
import unittest
from collections import Mapping  # want
from datetime import datetime

import distutils.util  # want
import imp  # want
from distutils.core import setup  # want
import telnetlib  # want
import cgi  # want


def a():
    return time.clock()  # want


def b(f):
    return inspect.getargspec(f)  # want


def c(x):
    return isinstance(x, collections.Iterable)  # want


@asyncio.coroutine  # want
def d():
    yield from asyncio.sleep(1)


def e():
    return datetime.utcnow()  # want


class Case(unittest.TestCase):
    def test(self):
        self.assertEquals(1, 1)  # want
        self.assertEqual(1, 1)  # ok


def f():
    return threading.currentThread().getName()  # want


def g(f):
    time.perf_counter()  # ok
    inspect.getfullargspec(f)  # ok
    collections.OrderedDict()  # ok
    threading.current_thread()  # ok
    datetime.now()  # ok


try:
    from collections.abc import Sequence  # ok
except ImportError:
    from collections import Sequence  # ok
