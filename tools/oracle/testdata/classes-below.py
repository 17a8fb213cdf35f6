# What is caught may be of a class below, what a class is given elsewhere is what its
# methods find, and a class says itself what its copies are.
import copy
from oracle import source, sink, flag

class First(ValueError):
    pass
class Second(First, KeyError):
    pass
def fails(n, x):
    if n == 2:
        raise Second(x, "a")
def kind():
    try:
        return fails(2, "k")
    except First as e:
        return type(e).__name__
sink(kind())

class Up:
    other = classmethod(lambda cls, w: cls.name)
class Sub(Up):
    name = "key"
def renamed(x):
    o = Sub()
    Sub.name = x
    return o.other("b")
sink(renamed(source()))

class Itself:
    def __init__(self, x):
        self.x = x
    def __copy__(self):
        return self
    def __deepcopy__(self, memo):
        return Itself("deep")
def copies(x):
    a = Itself("[%s]" % x)
    b = copy.copy(a)
    b.x = x
    return a.x, copy.deepcopy(a).x
first, second = copies(source())
sink(first)
sink(second)
