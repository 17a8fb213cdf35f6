from enum import Enum


class Color(Enum):
    RED = 1


def f(a, b):
    x = {1: "a", 2: "b", 1: "c"}  # want
    y = {"k": a, 'k': b}  # want
    z = {a: 1, a: 2}  # want
    w = {(1, "x"): 1, (1, "x"): 2}  # want
    v = {"a", "b", "a"}  # want
    u = {Color.RED: 1, Color.RED: 2}  # want
    t = {b"k": 1, "k": 2}
    s = {1: 1, "1": 2}
    r = {a(): 1, a(): 2}
    q = {**x, "k": 1, **y}
    return x, y, z, w, v, u, t, s, r, q
