# __new__ of a class makes instances of those that derive from it, too.
from oracle import source, sink, flag

class New:
    def __new__(cls, *a):
        o = super().__new__(cls)
        o.x = a[0]
        return o
    def __init_subclass__(cls, **kw):
        pass

class Sub(New, tag="q"):
    def show(self):
        return "sub"

o = Sub(source())
sink(o.x)
sink(o.show())
sink(Sub("a").x)
