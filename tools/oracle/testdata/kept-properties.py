from oracle import source, sink
import functools
class C:
    def __init__(self, x):
        self.x = x
    @functools.cached_property
    def p(self):
        return self.x
def main():
    a = source()
    o = C(a)
    o.p
    o.x = "k"
    sink(o.p)
    q = C("k")
    q.p
    q.x = a
    sink(q.p)
    r = C(a)
    r.x = "k"
    sink(r.p)
    s = C("k")
    sink(s.p)
    s.x = a
    sink(s.p)
    del s.p
    sink(s.p)
main()
