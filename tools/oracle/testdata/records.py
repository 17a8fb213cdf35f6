from oracle import source, sink
from typing import NamedTuple
import collections
P = collections.namedtuple("P", "x y")
Q = collections.namedtuple("Q", ["x", "y"], defaults=["d"])
class N(NamedTuple):
    x: str
    y: str = "E"
def main():
    a = source()
    t = N(a + "1")
    sink((lambda x, y: y)(*t))
    sink((lambda x, y: x)(*t))
    u, v = t
    sink(v)
    sink(t[1])
    sink(t[0])
    p = P(a, "k")
    sink(p.y)
    sink(p.x)
    q = Q(a)
    sink(q[0])
main()
