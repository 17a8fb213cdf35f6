# An instance that a function gives to a variable of the module is named from anywhere.
from oracle import source, sink, flag

class In:
    def __init__(self, x):
        self.x = x
    @property
    def p(self):
        return self.x
    def get(self):
        return self.x
def keep(x):
    global kept
    kept = In(x)
class Cur:
    def __init__(self, x):
        self.x = x
        self.y = "b"
    def get(self):
        return self.x
    def other(self):
        return self.y
    def put(self, x):
        self.x = x
def begin(x):
    global cur
    cur = Cur(x)
def main():
    keep(source())
    sink(kept.x)
    sink(kept.p)
    sink(kept.get())
    begin("z")
    cur.put(source())
    sink(cur.get())
    sink(cur.other())
main()
