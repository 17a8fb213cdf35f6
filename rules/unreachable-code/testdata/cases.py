import os
import sys


def a(x):
    for y in x:
        continue
        print(y)  # want
    while True:
        x.run()
    print("end")  # want


def b(x):
    if x:
        return 1
    else:
        raise ValueError
    return 2  # want


def c(x):
    try:
        sys.exit(1)
        print("no")  # want
    except SystemExit:
        raise
        x()  # want


def d():
    return
    yield


def e(x):
    while True:
        if x:
            break
    if x:
        return 1
    else:
        x()
    print("runs")


def f(x):
    raise NotImplementedError
    pass


def g(x):
    if x:
        os.abort()
    for y in x:
        return y
    return None
