from oracle import source, sink
class D(dict):
    pass
class S(set):
    pass
class L(list):
    pass
def main():
    a = source()
    sink(D(a=a))
    d = D()
    d["x"] = a
    sink(d)
    l = L()
    l.append(a)
    sink(l)
    s = S()
    s.add(a)
    sink(s)
    e = D()
    e.update(x=a)
    sink(e)
    sink(str(e))
    sink(list(e.values())[0])
    sink(e["x"])
    sink([v for v in e.values()][0])
    for k, v in e.items():
        sink(v)
main()
