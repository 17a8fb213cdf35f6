from oracle import source, sink
class V:
    def __init__(self, x):
        self.x = x
    def get(self, more=""):
        return more
def main():
    a = source()
    o = V(a)
    m = o.get
    sink(m.__self__.x)
    sink(m.__self__.x if hasattr(m, "__self__") else "k")
    sink(m("k"))
    sink(m.__func__(o, a))
    sink(m.__func__(o, "k"))
    n = V("k").get
    sink(n.__self__.x)
    sink(n.__name__)
main()
