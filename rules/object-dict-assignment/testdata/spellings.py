import os
import sys


class Thing:
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)  # ok

    def __setstate__(self, state):
        self.__dict__ = state  # ok


def a(thing):
    thing.__dict__["name"] = "a"  # want


def b(thing):
    thing.__dict__ = {}  # want


def c(thing, values):
    thing.__dict__.update(values)  # want


def d():
    os.__dict__["sep"] = "/"  # ok


def e(thing):
    thing.__dict__ |= {"name": 1}  # want


def f(thing):
    thing.__dict__.setdefault("name", "f")  # want


def g(thing):
    thing.__dict__["count"] += 1  # want


def h(thing):
    value = thing.__dict__["name"]  # ok
    names = list(thing.__dict__)  # ok
    copy = dict(thing.__dict__)  # ok
    setattr(thing, "name", value)  # ok
    return names, copy, vars(thing)["name"]  # ok


def i(thing, other):
    thing.__dict__.pop("cached", None)  # ok
    del thing.__dict__["cached"]  # ok
    thing.__dict__.update(other.__dict__)  # ok
    thing.__dict__ = dict(other.__dict__)  # ok
    thing.__dict__ = other.__dict__  # want


def j(function):
    def wrapper(*args):
        return function(*args)
    wrapper.__dict__.update(function.__dict__)  # ok
    wrapper.__dict__["wrapped"] = function  # ok
    sys.modules[__name__].__dict__["made"] = wrapper  # ok
    return wrapper


class Field:
    def __get__(self, owner, kind=None):
        owner.__dict__[self.name] = self.make()  # ok
        return owner.__dict__[self.name]

    def __set__(self, owner, value):
        owner.__dict__[self.name] = value  # ok
