from oracle import source, sink
def main():
    a = source()
    f = lambda w=a: w
    sink(f())
    def g(x, y=a):
        return x + y
    sink(g("k"))
    fs = [lambda w=w: w for w in [a, "k"]]
    sink(fs[0]())
main()
