from oracle import source, sink
import types
class F:
    def __init__(self, x):
        self.x = x
    def __format__(self, spec):
        return self.x + spec
    def __repr__(self):
        return "r"
def main():
    a = source()
    n = types.SimpleNamespace(x=a, y="b")
    sink(n.x)
    sink(n.y)
    sink(vars(n)["x"])
    n.z = a
    sink(n.z)
    sink(str(n))
    f = F(a)
    sink(f"{f:>3}")
    sink(f"{f}")
    sink(f"{f!r}")
    sink(format(f, "k"))
    sink(str(f))
main()
