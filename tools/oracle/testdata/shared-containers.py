from oracle import source, sink
class Reg:
    def __init__(self):
        self.items = {}
        self.last = "k"
        self.other = "k"
    def put(self, k, v):
        self.items[k] = v
        self.last = v
    def get(self, k):
        return self.items[k]
REG = Reg()
def fill(x):
    REG.put("a", x)
def read():
    sink(REG.get("a"))
    sink(REG.items["a"])
    sink(REG.other)
def append(to, x):
    to.append(x)
L = []
def flow(x):
    append(L, x)
def last():
    sink(L[-1])
M = []
def clean():
    append(M, "k")
def lastclean():
    sink(M[-1])
def main():
    fill(source())
    read()
    flow(source())
    last()
    clean()
    lastclean()
main()
