# A dataclass has the fields of the dataclasses that it derives from before its own.
from dataclasses import dataclass, field
from oracle import source, sink, flag

@dataclass
class Base:
    x: str
    y: str = "y"

@dataclass
class More(Base):
    z: str = "z"
    l: list = field(default_factory=list)

class Same(Base):
    pass

m = More(source(), "b", "c")
sink(m.x)
sink(m.y)
sink(m.z)
s = Same("a", source())
sink(s.x)
sink(s.y)
sink(More(*[source(), "q"]).x)
