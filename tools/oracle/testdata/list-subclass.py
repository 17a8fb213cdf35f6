from oracle import source, sink
class L(list):
    def first(self):
        return self[0]
def main():
    a = source()
    x = L([a, "p"]).first()
    sink(x)
    y = L(["k", "p"])
    sink(y[0])
    y.append(a)
    sink(y[-1])
    sink(y)
    class D(dict):
        pass
    sink(D(a=a))
main()
