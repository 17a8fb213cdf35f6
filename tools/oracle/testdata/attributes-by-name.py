from oracle import source, sink
import dataclasses
class O:
    def __init__(self, **kw):
        for k, v in kw.items():
            setattr(self, k, v)
class Q:
    pass
class U:
    def __init__(self, **kw):
        self.__dict__.update(kw)
@dataclasses.dataclass
class D:
    x: str
    y: str = "k"
def main():
    a = source()
    o = O(name=a)
    sink(o.name)
    q = Q()
    for k in ("x", "y"):
        setattr(q, k, a)
    sink(q.x)
    r = Q()
    n = "x" + a
    setattr(r, n, a)
    sink(getattr(r, n))
    sink(vars(r)[n])
    sink(r.__dict__[n])
    sink(list(vars(r).values())[0])
    s = Q()
    s.__dict__["t"] = a
    sink(s.t)
    w = Q()
    w.v = a
    sink(w.__dict__["v"])
    sink(vars(w)["v"])
    q.__dict__.update(u=a)
    sink(q.u)
    q.__dict__.update({"u": "k"})
    sink(q.u)
    sink(U(name=a).name)
    d = D(a, "k")
    sink(dataclasses.astuple(d)[0])
    sink(dataclasses.asdict(d)["x"])
    sink(str(d))
    sink(repr(d))
main()
