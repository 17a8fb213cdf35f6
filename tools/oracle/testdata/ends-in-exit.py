from oracle import source, sink
LIMIT = "k"
def f(p):
    return p
def main():
    sink(f(source()))
    sink(f(LIMIT))
    raise ValueError("done")
main()
