from oracle import source, sink
class New:
    def __new__(cls, *a):
        o = super().__new__(cls)
        o.x = a[0]
        return o
    def __init_subclass__(cls, **kw):
        pass
class Sub(New, tag="p"):
    def show(self):
        return "sub"
class E(Exception):
    def __init__(self, m, code=0):
        pass
class D(dict):
    pass
class L(list):
    pass
def fail(x):
    raise E(x, 1)
def main():
    a = source()
    o = Sub(a)
    sink(o.x)
    sink(o.show())
    sink(Sub("k").x)
    try:
        fail(a)
    except E as e:
        sink(e.args[0])
        sink(e.args[1])
    try:
        fail("k")
    except E as e:
        sink(e.args[0])
    sink(D(a=a))
    sink(D(a="k"))
    sink(D({"b": a}))
    sink(L([a]))
    sink(L(["k"]))
    d = D(a=a, b="k")
    sink(d["a"])
    sink(d["b"])
main()
