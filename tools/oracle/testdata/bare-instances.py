from oracle import source, sink
class A:
    def __init__(self, x):
        self.x = x
    def show(self):
        return self.x
    @classmethod
    def of(cls, x):
        o = cls.__new__(cls)
        o.x = x
        return o
    @classmethod
    def shown(cls, x):
        o = cls.__new__(cls)
        o.x = x
        return o.show()
class B(A):
    def show(self):
        return "k" + self.x
class C(A):
    def show(self):
        return "k"
def main():
    a = source()
    sink(A.of(a).x)
    sink(B.of(a).show())
    sink(C.of(a).show())
    sink(B.shown(a))
    sink(A.of("k").x)
    sink(A.shown("k"))
    sink(str(isinstance(B.of(a), B)))
    sink("k" if isinstance(B.of("k"), C) else a)
    sink("k" if isinstance(C.of("k"), C) else "l")
    sink(type(C.of("k")).__name__)
main()
