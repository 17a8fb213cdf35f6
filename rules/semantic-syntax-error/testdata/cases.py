import sys


class A(object, object):  # want
    return 1  # want


def a(x):
    y = [await z for z in x]  # want
    print(count)  # want
    global count
    count = len(y)
    f(x, key=1, key=2)  # want


def f(x, key):
    def inner():
        nonlocal x
        x = 1
    try:
        return inner(), key
    except ValueError:
        raise
    finally:
        print(sys)


def helper():
    raise


def g():
    nonlocal q  # want
    q = 1


if sys:
    raise  # want

for i in range(3):
    if i:
        continue
    break

continue  # want
yield 3  # want
k = lambda a, a: a  # want


async def ok(x):
    await x
    return [await y for y in x], lambda b, c=1: b + c
