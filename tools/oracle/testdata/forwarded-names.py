# What ** takes is iterated by its names, also where it is handed on.
from oracle import source, sink, flag

def inner(*r, d="d", **k):
    return [*k][0] if k else d

def outer(*a, **k):
    return inner(*a, **k)

x = source()
sink("a" if outer("1", z="b") == "b" else x)
sink(outer(z="b"))
