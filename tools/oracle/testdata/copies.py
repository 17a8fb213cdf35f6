from oracle import source, sink
import copy
def main():
    a = source()
    b = {0: ["x"], 1: "b"}
    c = copy.copy(b)
    c[0] = [a]
    sink(c[0][0])
    sink(b[0][0])
    d = copy.deepcopy(b)
    d[1] = a
    sink(d[1])
    sink(b[1])
    e = ["x", "y"]
    g = copy.copy(e)
    g[0] = a
    sink(g[0])
    sink(e[0])
    f = copy.deepcopy([b, b])
    f[0][0][0] = a
    sink(f[1][0][0])
    sink(b[0][0])
main()
