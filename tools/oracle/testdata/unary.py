# A class may say what a sign in front of its instances means.
from oracle import source, sink, flag

class Up:
    def __init__(self, x):
        self.x = x
    def __neg__(self):
        return Up(self.x + "-")
    def __invert__(self):
        return self.x
    def __pos__(self):
        return "plus"

a = Up(source())
sink((-a).x)
sink(~a)
sink(+a)
sink(format((-a).x, "s"))
