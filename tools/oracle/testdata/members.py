# Members of an enumeration that says itself what they are, or that puts them
# together, are not what its body gives them; one of texts counts as a text.
import enum
from oracle import source, sink, flag

class Planet(enum.Enum):
    A = ("a", 1)
    B = ("b", 2)
    def __init__(self, text, n):
        self.text, self.n = text, n

class Right(enum.Flag):
    R = 1
    W = 2

class Role(str, enum.Enum):
    ADMIN = "admin"

x = source()
p = Planet.A if flag(1) else Planet.B
r = Right.R
role = Role.ADMIN
sink("a" if r == 1 else x)
sink(x if isinstance(role, Role) else "b")
sink("a" if p == ("a", 1) else x)
sink(p.text)
