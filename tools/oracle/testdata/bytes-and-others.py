# Bytes put together are bytes, and numbers with an imaginary part stay such.
from oracle import source, sink, flag

x = source()
b = bytes([97]) + b"z"
sink(b.decode())
sink((x.encode() + b"z").decode())
c = 3j / (2 if flag(1) else 4)
sink(str(c))
sink(x if isinstance(c, float) else "b")
sink(x if __doc__ is None else "b")
try:
    x = str(abs("b"))
except TypeError:
    pass
sink(x)
