from oracle import source, sink, flag
def main():
    a = source()
    l = [a, "k"]
    l[0:1] = ["m", "n"]
    sink(l[0])
    sink(list(zip(l, [a, a, a]))[0][0])
    sink(list(map(str, [a, "k"]))[1])
    sink(list(map(lambda w: w + "x", ["k", a]))[0])
    first, *rest = a, "k", "m"
    sink(rest[1])
    l = ["k", "m"] * 2
    l.append(a)
    l.reverse()
    sink(l[4])
    m = l if flag(1) else ["k", "z"]
    m = m[:]
    sink(m[0])
    sink(dict(enumerate(["k", a]))[0])
main()
