def a():
    print(counter)  # want
    global counter
    counter = 1


def b():
    nonlocal missing  # want
    missing = 1


return 1  # want
yield 2  # want


def c():
    f(a=1, a=2)  # want


def d(x, x):  # want
    return x


class Twice(Exception, Exception):  # want
    pass


def e():
    await f()  # want


async def f(**kw):
    yield from kw  # want


break  # want


def g():
    total = 0

    def inner():
        nonlocal total  # ok
        total += 1

    inner()
    return total  # ok


def h():
    global limit  # ok
    limit = 1
    yield limit  # ok


async def i():
    await f(a=1, b=2)  # ok
