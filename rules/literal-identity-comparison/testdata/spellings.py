def a(x):
    if x is "text":  # want
        return 1


def b(x):
    return x is not 5  # want


def c(x):
    while x is "":  # want
        x = input()


def d(x):
    return x is ()  # want


def e(x):
    assert x is not b"bytes"  # want


def f(x):
    return x is []  # want


def g(x):
    return [i for i in x if i is 0]  # want


def h(x, sentinel=object()):
    if x is None:  # ok
        return 1
    if x is True:  # ok
        return 2
    if x is ...:  # ok
        return 3
    if x is sentinel:  # ok
        return 4
    if type(x) is str:  # ok
        return 5
    return x == "text"  # ok
