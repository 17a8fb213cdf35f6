import sys


def a(x):
    try:
        data = open(x).read()
    except OSError:
        print("no")
    return data  # want


def b(x):
    if x:
        y = 1
    print(y)  # want


def c(x):
    if x > 1:
        r = 1
    else:
        if x < 0:
            r = 2
    return r  # want


class K:
    def d(self, x):
        with x:
            if x.ok:
                v = 1
        return v  # want


def e(x):
    try:
        data = open(x).read()
    except OSError:
        return None
    return data


def f(x):
    for i in x:
        last = i
    return last  # want


def g(x):
    if x:
        y = 1
    if x:
        return y


def h(x):
    if x:
        y = 1
    else:
        sys.exit(1)
    return y


def i(x):
    while True:
        try:
            y = x()
            break
        except ValueError:
            continue
    return y


def j(x):
    y = None
    if x:
        y = 1
    return y


def k(x):
    if x:
        y = 1
    elif not x:
        y = 2
    else:
        raise ValueError
    return y
