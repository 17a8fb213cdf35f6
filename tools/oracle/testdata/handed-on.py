from oracle import source, sink
import functools
def inner(p, *args, k="d", **kw):
    return args[1]
def outer(*a, **kw):
    return inner(*a, **kw)
def second(p, q):
    return q
def main():
    a = source()
    sink(outer("k", a, "m", k="n", z=a))
    sink(outer("k", "m", a))
    f = functools.partial(second, a)
    sink(f("k"))
    g = functools.partial(second, "k")
    sink(g(a))
main()
