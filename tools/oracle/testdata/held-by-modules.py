# What a module's own objects hold is told apart by constant keys, whoever put it there:
# the module itself, its functions, or callees that are given the object.
import contextvars
import queue
import threading

from oracle import sink, source

KEPT = {"k": "ab", "given": source(), "deep": {"a": source(), "b": "c"}}
LIST = ["a", source()]


class Box:
    table = {"k": "a", "given": source()}

    def __init__(self):
        self.name = "n"
        self.text = source()


BOX = Box()
BOX.other = source()


QUEUE = queue.Queue()
VAR = contextvars.ContextVar("VAR", default="a")
OWN = threading.local()
BY_NAME = {}


def keep(x):
    KEPT["j"] = x
    KEPT["deep"]["c"] = x
    KEPT.setdefault("late", x)
    KEPT.update(named=x, plain="a")
    fill(KEPT, x)
    Box.table["j"] = x
    QUEUE.put(x)
    VAR.set(x)
    OWN.user, OWN.kind = x, "a"
    BY_NAME[x] = "a"


def fill(into, x):
    into["filled"] = x


def show():
    sink(KEPT["k"])
    sink(KEPT["given"])
    sink(KEPT["j"])
    sink(KEPT.get("filled"))
    sink(KEPT["deep"]["a"])
    sink(KEPT["deep"]["b"])
    sink(KEPT["deep"]["c"])
    sink(KEPT["late"])
    sink(KEPT["named"])
    sink(KEPT["plain"])


def others():
    sink(LIST[1])
    sink(Box.table["k"])
    sink(Box.table["given"])
    sink(Box.table["j"])
    sink(BOX.text)
    sink(BOX.other)
    sink(BOX.name)
    sink(QUEUE.get())
    sink(VAR.get())
    sink(OWN.user)
    sink(OWN.kind)
    for name in BY_NAME:
        sink(name)


keep(source())
show()
others()
