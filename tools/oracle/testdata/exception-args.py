from oracle import source, sink
class E(Exception):
    def __init__(self, m, code=0):
        pass
class F(Exception):
    pass
class G(Exception):
    def __init__(self, m, code=0):
        super().__init__(m, code)
class H(Exception):
    def __init__(self, m, code=0):
        super().__init__(f"bad {code}")
        self.m = m
class I(ValueError):
    def __init__(self, m, code="k"):
        ValueError.__init__(self, code, m)
class J(Exception):
    def __init__(self, *a):
        super().__init__("k", *a)
def main():
    a = source()
    sink(E(a).args[0])
    sink(E(a, "k").args[1])
    sink(F(a).args[0])
    sink(F(a, "k").args[1])
    sink(G(a).args[0])
    sink(G(a, "k").args[1])
    sink(H(a).args[0])
    sink(H("k", a).args[0])
    sink(H(a).m)
    sink(I(a).args[0])
    sink(I(a).args[1])
    sink(I("k", a).args[0])
    sink(J(a).args[1])
    sink(str(I("k", a)))
    sink(str(H("k", a)))
    try:
        raise H("k", a)
    except H as e:
        sink(e.args[0])
        sink("x: %s" % e)
    try:
        raise E("k")
    except Exception as e:
        sink(e.args[0])
        sink(e.args)
    try:
        raise F(a, "k")
    except F as e:
        m, n = e.args
        sink(m)
main()
