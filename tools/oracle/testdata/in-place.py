from oracle import source, sink, flag
def main():
    a = source()
    l = ["k", "m"]
    m = l if flag(1) else ["z", "y"]
    m += [a]
    sink(str(len(l)))
    sink(l[-1])
    n = ["k"]
    o = n
    o *= 3
    sink(str(len(n)))
    d = {"a": "k"}
    e = d
    e |= {"b": a}
    sink(d["b"])
    sink(d["a"])
main()
