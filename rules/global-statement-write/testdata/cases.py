a = b = c = 0


def f():
    global a, b
    a = 1  # want
    print(b)


def g(xs):
    global c
    for c in xs:  # want
        pass


def h():
    global json
    import json  # want


def i():
    global b
    del b  # want


def j():
    a = 1
    return a


def k():
    x = 0

    def inner():
        nonlocal x
        x += 1
    return inner


def m():
    global a
    a.attr = 1
    a[0] = 2
    return a
