from oracle import source, sink
CACHE = {}
LOG = []
def seen(k, v):
    if k not in CACHE:
        CACHE[k] = v
    return CACHE[k]
def other():
    return seen("x", "k")
def log(x, to=LOG):
    to.append(x)
def last(to=LOG):
    return to[-1]
NAMES = {"a": 1}
def name(k):
    NAMES[k] = 1
def main():
    a = source()
    seen("x", a)
    sink(seen("x", "k"))
    sink(other())
    log(a)
    sink(last())
    sink(LOG[0])
    name("b")
    sink(",".join(NAMES))
    for n in NAMES:
        sink(n)
main()
