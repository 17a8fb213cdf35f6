from oracle import source, sink
import dataclasses
from dataclasses import dataclass, field
@dataclass
class Re:
    y: str = "k"
@dataclass
class Mo(Re):
    l: list = field(default_factory=list)
def put(r: Re, y):
    return dataclasses.replace(r, y=y)
def main():
    a = source()
    v = b"%d" % 2 and a
    w = v
    w += "b"
    sink(w)
    sink(put(Mo("x", "y"), a).y)
    sink(put(Mo("x", "y"), "k").y)
    sink(put(Re("x"), a).y)
main()
