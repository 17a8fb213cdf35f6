import sys
from typing import overload
from os import path  # want
from posixpath import path

if sys.version_info > (3, 8):
    def g():
        return 1
else:
    def g():
        return 2


class T:
    def test_a(self):  # want
        assert 1

    def test_a(self):
        assert 2

    @property
    def x(self):
        return 1

    @x.setter
    def x(self, v):
        self.v = v

    @overload
    def y(self, a): ...

    @overload
    def y(self, a, b): ...

    def y(self, *a):
        return a


class K:  # want
    pass


class K(T):
    pass


def once():
    return path


once = sys.intern(once)


def once(a):
    return a


def f():
    def inner():  # want
        return 1

    def inner():
        return 2
    return inner


try:
    from json import loads
except ImportError:
    from ujson import loads
