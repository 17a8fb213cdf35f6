import os
import sys
from typing import TYPE_CHECKING


def a():
    return 1
    print("never")  # want


def b(x):
    raise ValueError(x)
    x.close()  # want


def c(items):
    for item in items:
        continue
        print(item)  # want


def d():
    sys.exit(1)
    print("never")  # want


def e(x):
    if x:
        return 1
    else:
        return 2
    print("never")  # want


def f():
    while True:
        work()
    print("never")  # want


def g():
    if False:
        print("never")  # want


def h(items):
    while items:
        break
        items.pop()  # want


def i():
    os._exit(0)
    work()  # want


def j(x):
    if x:
        return 1
    return 2  # ok


def k():
    while True:
        if work():
            break
    print("reached")  # ok


def l():
    raise NotImplementedError
    yield  # ok


if TYPE_CHECKING:
    import json  # ok


def m():
    try:
        return work()
    finally:
        print("reached")  # ok


def work():
    return 1
