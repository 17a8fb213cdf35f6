from oracle import source, sink
import enum
class Count:
    count = 0
    last = "k"
    def __init__(self, x):
        type(self).count += 1
        type(self).last = x
class Kind(str, enum.Enum):
    RED = "r"
    @classmethod
    def first(cls):
        return cls.RED
    def show(self, x):
        return x
def main():
    a = source()
    Count(a)
    sink(str(Count.count))
    sink(Count.last)
    sink(Kind.RED.show(a))
    sink(Kind.RED.first().name)
    sink(Kind.RED.upper())
main()
