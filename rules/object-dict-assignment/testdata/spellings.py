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
    os.__dict__["sep"] = "/"  # want


def e(thing):
    del thing.__dict__["name"]  # want


def f(thing):
    thing.__dict__.pop("name")  # want


def g(thing):
    thing.__dict__["count"] += 1  # want


def h(thing):
    value = thing.__dict__["name"]  # ok
    names = list(thing.__dict__)  # ok
    copy = dict(thing.__dict__)  # ok
    setattr(thing, "name", value)  # ok
    return names, copy, vars(thing)["name"]  # ok
