import unittest


def a(x):
    assert (x, "message")  # want


def b(x):
    assert (x > 0, "positive")  # want


def c(x, y):
    assert (x == y, f"{x} is not {y}",)  # want


class Case(unittest.TestCase):
    def test(self):
        assert (self.value, "has one")  # want


async def d(x):
    assert (await x, "awaited")  # want


def e(x, y):
    assert x, "message"  # ok
    assert (x), "message"  # ok
    assert (x and y)  # ok
    assert (x, y) == (1, 2)  # ok
    assert x in (1, 2)  # ok
