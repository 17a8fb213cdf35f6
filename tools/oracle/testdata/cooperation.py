from oracle import source, sink
class A:
    def show(self):
        return "k"
class B(A):
    def show(self):
        return self.x
class C(A):
    def show(self):
        return super().show() + "!"
class D(C, B):
    def __init__(self, x):
        self.x = x
class Noted:
    def __init__(self, x):
        self.x = x
    def __setattr__(self, name, to):
        object.__setattr__(self, name, to + name)
class Field:
    def __set_name__(self, owner, name):
        self.name = "_" + name
    def __get__(self, o, owner=None):
        return getattr(o, self.name)
    def __set__(self, o, to):
        setattr(o, self.name, to.upper())
class Has:
    f = Field()
    def __init__(self, f):
        self.f = f
class M:
    def __init__(self, x):
        self.x = x
    def __iadd__(self, o):
        self.x = o
        return self
    def __delitem__(self, k):
        self.x = k
def main():
    a = source()
    sink(D(a).show())
    sink(C().show())
    sink(Noted(a).x)
    sink(Noted("k").x)
    sink(Has(a).f)
    sink(Has("k").f)
    m = M(a)
    sink(m.x)
    m += "k"
    sink(m.x)
    del m[a]
    sink(m.x)
main()
