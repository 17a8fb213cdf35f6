import collections
from oracle import source, sink, flag
def g(x, y):
    yield x
    return y
def h(x, y):
    r = yield from g(x, y)
    yield r
def main():
    a = source()
    q = collections.deque(["k", "m"])
    q.appendleft(a)
    sink(q[0])
    sink(q[1])
    sink(list(q)[1])
    sink(q.pop())
    sink(q.popleft())
    q.extend([a])
    sink(q.popleft())
    q.append("n")
    sink(q[0])
    sink(len(q))
    for w in q:
        sink(w)
    r = collections.deque([a])
    r.rotate(1)
    sink(list(h(a, "k"))[1])
    sink(list(h("k", a))[1])
    sink(list(h("k", a))[0])
    l = ["p", "q"]
    l.sort()
    l.append(a)
    sink(l[0])
    sink(l[2])
    s = sorted([a, "zz"])
    s.append("k")
    sink(s[2])
    sink(s[0])
    sink("k=v".replace("k", "x", 1))
    sink(a.replace("k", "x", 1))
main()
