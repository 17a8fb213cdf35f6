# The deleter of a property may change its instance; typing.cast gives what it is given.
import typing
from oracle import source, sink, flag

class Has:
    def __init__(self, x):
        self.x = x
    @property
    def y(self):
        return self.x
    @y.deleter
    def y(self):
        self.x = "gone"

h = Has("a")
sink(typing.cast(str, source()))
sink(typing.cast("Has", h).x)
del h.y
sink(h.x)
