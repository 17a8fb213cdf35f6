import json  # want
import typing
from functools import singledispatch
from typing import overload

import json
import os


def a():  # want
    return 1


def a():
    return 2


class Thing:
    def run(self):  # want
        return 1

    def run(self):
        return 2

    @property
    def size(self):  # ok
        return 1

    @size.setter
    def size(self, value):  # ok
        self._size = value


class Case:
    def test_a(self):  # want
        assert json

    def test_a(self):
        assert os


class Twice:  # want
    pass


class Twice:
    value = 1


@overload
def b(x: int) -> int: ...  # ok


@overload
def b(x: str) -> str: ...  # ok


def b(x):  # ok
    return x


try:
    import ujson as fast  # ok
except ImportError:
    import json as fast  # ok

if os.name == "nt":
    def c():  # ok
        return 1
else:
    def c():  # ok
        return 2


@singledispatch
def d(x):  # ok
    return x


@d.register
def _(x: int):  # ok
    return x


@d.register
def _(x: str):  # ok
    return typing.cast(str, x)
