# Each of the things that a value may be is asked by its own special method.
from oracle import source, sink, flag

class In:
    def __init__(self, x):
        self.x = x
    def __iter__(self):
        yield self.x
    def __getitem__(self, k):
        return self.x
    def __str__(self):
        return self.x

a, b = In(source()), In("b")
one = a if flag(1) else b
sink([w for w in one][-1])
sink(one["k"])
sink(str(one))
sink(b["k"])
sink("".join(a))
