from oracle import source, sink
import enum
class Color(enum.Enum):
    RED = "r"
    ROUGE = "r"
    BLUE = "b"
class Text(str):
    pass
def main():
    a = source()
    try:
        w = ("b" * 2) + 1
    except Exception:
        w = a
    sink(w if isinstance(w, str) else "k")
    sink(Color.ROUGE._name_)
    dots = ...
    sink(str(dots))
    sink(Color.BLUE.name)
    sink(Text("x") + a)
    sink("x" + Text(a))
main()
