from oracle import source, sink
class Rows:
    def __init__(self, x):
        self.x = x
    def __iter__(self):
        yield self.x
    def __str__(self):
        return self.x
    def __len__(self):
        return 3
    def __contains__(self, y):
        return False
def main():
    a = source()
    r = Rows(a)
    sink(list(r)[0])
    sink("%s" % r)
    sink(str(Rows("k")))
    sink(str(len(r)))
    sink(a if "k" in r else "m")
    sink(vars(r)["x"])
main()
