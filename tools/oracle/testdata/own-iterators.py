from oracle import source, sink
class It:
    def __init__(self, *xs):
        self.xs, self.at = xs, 0
    def __iter__(self):
        return self
    def __next__(self):
        if self.at == len(self.xs):
            raise StopIteration
        self.at += 1
        return self.xs[self.at - 1]
def main():
    a = source()
    sink("".join(It("k" + a * 2, "k")))
    sink("".join(It("k", a)))
    sink("".join(It("k", "l")))
main()
