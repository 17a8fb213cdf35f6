from oracle import source, sink
def keep(p, q=[]):
    q.append(p)
    return q[0]
def seen(k, v, cache={}):
    if k not in cache:
        cache[k] = v
    return cache[k]
def read(p, opts={"a": "k"}):
    return opts["a"] + p
class C:
    def put(self, x, items=[]):
        items.append(x)
        return items
    def clean(self, x, items=[]):
        return items
def other():
    return seen("x", "k")
def main():
    a = source()
    keep(a)
    sink(keep("k"))
    seen("x", a)
    sink(seen("x", "k"))
    sink(other())
    sink(read("k"))
    sink(read(a))
    C().put(a)
    sink(C().put("k"))
    sink(C().clean("k"))
main()
