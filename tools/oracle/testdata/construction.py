from oracle import source, sink
class M:
    def __new__(cls, x):
        return x
class N:
    def __new__(cls, *a):
        o = super().__new__(cls)
        o.x = a[0]
        return o
    def __init__(self, x):
        self.y = x
def main():
    a = source()
    sink(M(a))
    sink(M("k"))
    n = N(a)
    sink(n.x)
    sink(n.y)
    sink(N("k").y)
main()
