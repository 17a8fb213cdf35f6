import functools
from typing import Protocol


class A:
    def __init__(self, x):
        if x:
            return x.y  # want
        self.x = x

    def __exit__(self):  # want
        return None

    def __bool__(self):
        return "yes"  # want

    def __eq__(self, a, b):  # want
        return a == b

    def __str__(self):
        return 3  # want

    def lonely():  # want
        return 1

    async def __len__(self):  # want
        return 1

    def __setitem__(self, key, value, extra=None):
        self.x = key, value, extra

    def __getattr__(self, *args):
        return args

    def __hash__(self):
        return hash(self.x)

    @staticmethod
    def fine():
        return 1

    @functools.cached_property
    def __len2__():
        return 1


class B(type):
    def make():
        return 1


class P(Protocol):
    def thing(): ...


class D:
    def deco(f):
        return f

    def helper():
        return 1

    value = helper()

    def __init__(self):
        return None

    def __repr__(self):
        return "D" + str(self.value)
