from oracle import source, sink
def main():
    v = source()
    for w in ("k", "m"):
        v = w
    sink(v)
    u = source()
    for w in []:
        u = w
    sink(u)
    s = "id: " + source()
    sink("k" if s == "key" else "m")
main()
