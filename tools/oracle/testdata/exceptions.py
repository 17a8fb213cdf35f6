from oracle import source, sink
class Own(Exception):
    def __init__(self, m, n):
        self.m, self.n = m, n
def fails(p):
    raise KeyError(p)
def main():
    a = source()
    try:
        raise Own(a, "k")
    except Own as e:
        sink(e.m)
        sink(e.n)
    try:
        fails(a)
    except KeyError as e:
        sink(e.args[0])
    try:
        raise ValueError(a)
    except ValueError as e:
        sink(f"{e}")
main()
