import sys


class A:
    def __init__(self, **kw):
        self.__dict__ = kw

    def __setstate__(self, state):
        self.__dict__.update(state)

    def __copy__(self):
        new = A.__new__(A)
        new.__dict__.update(self.__dict__)
        return new

    def reset(self, other):
        other.__dict__.setdefault("n", 1)  # want


def f(obj, module, key, value):
    obj.__dict__[key] = value  # want
    module.__dict__.update({key: value})  # want
    del obj.__dict__[key]
    sys.__dict__["x"] = 1
    a = obj.__dict__[key]
    b = obj.__dict__.get(key)
    vars(obj)[key] = value
    for k in obj.__dict__:
        print(k)
    return a, b, dict(obj.__dict__)
