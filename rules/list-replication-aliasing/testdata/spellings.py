import collections


def a(n):
    return [[0] * 3] * n  # want


def b():
    return [[]] * 5  # want


def c(n):
    grid = [{}] * n  # want
    return grid


def d():
    return 4 * [[1, 2]]  # want


def e(keys):
    return dict.fromkeys(keys, [])  # want


def f():
    return [set()] * 3  # want


def g(keys):
    return dict.fromkeys(keys, {})  # want


class Board:
    def __init__(self, width, height):
        self.cells = [[None] * width] * height  # want


def h():
    return [[x for x in range(3)]] * 3  # want


def i(n, keys):
    [[0] * n for _ in range(n)]  # ok
    [0] * n  # ok
    [None] * n  # ok
    ["a"] * n  # ok
    dict.fromkeys(keys)  # ok
    dict.fromkeys(keys, 0)  # ok
    [()] * n  # ok
    return [[0]] * 1  # ok
