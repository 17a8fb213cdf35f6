from oracle import source, sink
class C:
    def __init__(self, x):
        self.x = x
    def __iter__(self):
        return iter([self.x, "b"])
class D:
    def __init__(self, x):
        self.x = x
    def __iter__(self):
        yield self.x
        yield "k"
def main():
    a1 = source()
    o = C(a1)
    for w in o:
        sink(w)
    for w in o.__iter__():
        sink(w)
    l = [w for w in o]
    sink(l[0])
    sink(l)
    p = D(a1)
    l = [w for w in p]
    sink(l[0])
    x, y = p
    sink(x)
main()
