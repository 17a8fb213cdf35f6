import os

counter = 0
cache = {}


def a():
    global counter
    counter += 1  # want


def b(x):
    global cache
    cache = x  # want


def c():
    global counter
    del counter  # want


def d():
    global os
    import os  # want


class Service:
    def run(self):
        global counter, cache
        counter = 1  # want


def e():
    return counter  # ok


def f():
    counter = 1  # ok
    return counter


def g():
    global counter  # ok
    return counter


def h():
    cache["a"] = 1  # ok


counter = 2  # ok
