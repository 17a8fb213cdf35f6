import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


def a():
    return undefined_thing  # want


def b(x):
    retrun = x
    return reslut  # want


def c():
    return json.dumps({})  # want


class Thing:
    def run(self):
        return helper(self)  # want


def d(items):
    return [item for itm in items if item]  # want


@missing_decorator  # want
def e():
    pass


async def f():
    await fetch_all()  # want


__all__ = ["a", "not_there"]  # want


def g(x: "Decimal"):
    print(x, os.sep, __name__, __file__)  # ok
    return len(str(x))  # ok


def h():
    global counter
    counter = 1  # ok
    return counter


def i():
    try:
        return unicode  # ok
    except NameError:
        return str


def j():
    for k in range(3):
        pass
    return k  # ok
