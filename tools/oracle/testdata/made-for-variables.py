# What a function keeps in a variable of the module, others find in what it made.
from oracle import source, sink, flag
class Gi:
    def __init__(self, x):
        self.x = x
class Gj:
    def __init__(self, x):
        self.x = x
class Ha:
    pass
def b1(x):
    global c1
    c1 = Gi(x)
def b2(x):
    global c2
    c2 = [x]
def b3(x):
    global c3
    c3 = Ha()
    c3.y = x
def b4(x):
    global c4
    c4 = x
def b5(x):
    global c5
    g = Ha()
    g.z = x
    c5 = g
def b6():
    global c6
    c6 = Gj(source())
def b7():
    global c7
    c7 = [source()]
def b8(x):
    global c8
    c8 = {"k": x}
def main():
    b1(source()); sink(c1.x)
    b2(source()); sink(c2[0])
    b3(source()); sink(c3.y)
    b4(source()); sink(c4)
    b5(source()); sink(c5.z)
    b6(); sink(c6.x)
    b7(); sink(c7[0])
    b8(source()); sink(c8["k"])
main()
