from collections import namedtuple

Point = namedtuple("Point", "a b c d")


def a():
    return 1, 2, 3, 4  # want


def b(x):
    return (x, x + 1, x + 2, x + 3, x + 4)  # want


class Stats:
    def all(self):
        return self.low, self.high, self.mean, self.median  # want


async def c(x):
    if x:
        return "a", "b", "c", "d"  # want
    return None


def d(values):
    return 1, 2, 3  # ok


def e(values):
    return Point(1, 2, 3, 4)  # ok


def f(values):
    return {"a": 1, "b": 2, "c": 3, "d": 4}  # ok


def g(values):
    return [1, 2, 3, 4]  # ok


def h(values):
    return 1, *values  # ok
