def a(x):
    return (x, 1, 2, 3)  # want


def b(x):
    return x, x, x, x, x  # want


async def c(x):
    if x:
        return 1, 2, 3, 4  # want
    return 1, 2, 3


def d(x):
    return [1, 2, 3, 4]


def e(x):
    return *x, 1, 2, 3


def f(x):
    return dict(a=1, b=2, c=3, d=4)


def g(x):
    def h():
        return x, 1, 2, "d"  # want
    return h
