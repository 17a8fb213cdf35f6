import os
from typing import Generic, TypeVar

T = TypeVar("T")


class Box(Generic[T]):
    size = 3
    rows = [x for x in range(size)]

    def get(self):
        return self.rows + lines  # want

    def other(self):
        return size  # want


def f(a, *args, **kw):
    b = a + undefined_thing  # want
    c = [i for i in args if i and j]  # want
    d = lambda z: z + a
    with open(a) as h:
        e = h.read()
    try:
        import json
    except ImportError:
        json = None
    try:
        g = unicode_name
    except NameError:
        g = None
    for k in kw:
        print(k, __name__, __file__, os)
    global later
    later = 1
    match a:
        case [first, *rest]:
            print(first, rest)
        case {"x": value, **more}:
            print(value, more)
    if (n := len(args)) > 1:
        print(n)
    return b, c, d, e, g, json, later, ValueError
