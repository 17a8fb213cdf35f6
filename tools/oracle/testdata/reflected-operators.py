# An operator whose left side does not know how is the right side's reflected one.
from oracle import source, sink


class M:
    def __init__(self, x):
        self.x = x

    def __add__(self, o):
        return "a"

    def __radd__(self, o):
        return o + self.x

    def __rmul__(self, n):
        return self.x * n

    def __rmod__(self, o):
        return "q"

    def __ror__(self, o):
        return self


def main():
    o = M(source())
    sink(M("a") + o)
    sink("p" + o)
    sink(2 * o)
    sink("%s" % "a" + o)
    sink(("x" | o).x)
    t = "z"
    t += o
    sink(t)
    try:
        sink(1 - o)
    except TypeError:
        sink(source())

main()
