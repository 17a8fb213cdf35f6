from oracle import source, sink
import enum
class E(enum.Enum):
    A = "key"
    B = 2
class M(enum.Enum):
    C = "key"
    D = "c"
def pick(m):
    if m is M.C:
        return "c"
    return m.value
def main():
    a = source()
    if E.A == "key":
        sink(a)
    if E.A is E.A:
        sink(a + "1")
    e = E("key")
    sink(e.value)
    sink(E.A.value)
    sink(E["A"].name)
    sink(a if M.C is M.D else "k")
    sink(a if pick(M.D) == "c" else "k")
    sink(a if E.A == M.C else "k")
    for m in E:
        sink(m.value)
main()
