from oracle import source, sink
class Box:
    def __init__(self, x):
        self._x = x
    @property
    def p(self):
        return self._x.upper()
    @p.setter
    def p(self, v):
        self._x = "kept"
def main():
    b = Box(source())
    sink(b.p)
    b.p = source()
    sink(b.p)
main()
