def a(x):
    if not x is None:  # want
        return x


def b(x, items):
    return not x in items  # want


def c(x):
    assert not x is True  # want


def d(flag):
    if flag == True:  # want
        return 1
    return flag == False  # want


double = lambda x: x * 2  # want


def e(x):
    return type(x) == int  # want


def f(x, items):
    while not (x in items):  # want
        x += 1


def g(x, items, y):
    if x is not None:  # ok
        return 1
    if x not in items:  # ok
        return 2
    if not (x in items and y):  # ok
        return 3
    if not x:  # ok
        return 4
    return isinstance(x, int)  # ok
