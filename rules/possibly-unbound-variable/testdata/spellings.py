import sys


def a(x):
    if x:
        value = 1
    return value  # want


def b(items):
    for item in items:
        last = item
    return last  # want


def c(path):
    try:
        f = open(path)
    except OSError:
        print("no file")
    return f.read()  # want


def d(x):
    value = 1
    del value
    return value  # want


def e(kind):
    if kind == "a":
        size = 1
    elif kind == "b":
        size = 2
    print(size)  # want


def f(path):
    try:
        data = read(path)
    finally:
        print(data)  # want


def g(x):
    while x > 0:
        step = x
        x -= 1
    return step  # want


def h(x):
    if x:
        value = 1
    else:
        value = 2
    return value  # ok


def i(x):
    if x:
        value = 1
    else:
        raise ValueError(x)
    return value  # ok


def j(path):
    try:
        f = open(path)
    except OSError:
        return None
    return f.read()  # ok


def k(x):
    if x:
        value = 1
    if x:
        return value  # ok


def l():
    for item in (1, 2):
        last = item
    return last  # ok


def m(x):
    if x:
        value = 1
    else:
        sys.exit(1)
    return value  # ok


def n():
    while True:
        value = read("a")
        if value:
            break
    return value  # ok


def read(path):
    return path
