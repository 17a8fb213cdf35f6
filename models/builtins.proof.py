from leadline_proof import sink, source

sink(input())  # source: console-input
sink(raw_input())  # source: console-input
eval(source())  # sink: code-text
exec(source())  # sink: code-text
execfile(source())  # sink: code-text
compile(source(), "x", "exec")  # sink: code-text
__import__(source())  # sink: module-name
open(source())  # sink: file-path
open(source(), "wb")  # sink: file-written
open("fixed", source())  # silent
sink(bool(source()))  # clean
sink(len(source()))  # clean
sink(ord(source()))  # clean
sink(hash(source()))  # clean
sink(round(source()))  # clean: numeric
sink(range(source()))  # clean: numeric
sink(abs(source()))  # clean: numeric
sink(isinstance(source(), str))  # clean
sink(repr(source()))  # clean: newline-free
sink(ascii(source()))  # clean: newline-free
sink(str(source()))  # clean: plain-text
sink(sorted(source()))  # flows
sink(reversed(source()))  # flows
sink(enumerate(source()))  # flows
sink(iter(source()))  # flows
sink(list(source()))  # flows
sink(tuple(source()))  # flows
sink(set(source()))  # flows
sink(frozenset(source()))  # flows
sink(dict(source()))  # flows
sink(filter(None, source()))  # flows
sink(next(source()))  # flows
sink(min(source(), "b"))  # flows
sink(max("a", source()))  # flows
sink(zip(source(), [1]))  # flows
sink(bytes(source(), "utf-8"))  # flows
sink(bytearray(source(), "utf-8"))  # flows
sink(memoryview(source()))  # flows
sink(format(source(), ">10"))  # flows
sink(vars(source()))  # flows


def twice(x):
    sink(x)  # flows
    return x


list(map(twice, [source()]))


def converted(x):
    try:
        int(x)
    except ValueError:
        return
    sink(x)  # clean


def converted_float(x):
    float(x)
    sink(x)  # clean


converted(source())
converted_float(source())
sorted([source()], key=lambda x: sink(x))  # flows


def by_split(name: str):
    if name.split(".")[-1] in {"png", "jpg"}:
        sink(name)  # clean: extension-checked


def by_rsplit(name: str):
    if name.rsplit(".", 1)[1] not in {"png", "jpg"}:
        return
    sink(name)  # clean: extension-checked


def by_partition(name: str):
    if name.partition(".")[2] == "png":
        sink(name)  # clean: extension-checked
    if name.rpartition(".")[2] == "png":
        sink(name)  # clean: extension-checked


def by_end(name: str):
    if not name.endswith((".png", ".jpg")):
        return
    sink(name)  # clean: extension-checked


by_split(source())
by_rsplit(source())
by_partition(source())
by_end(source())


def characters(name: str):
    if name.isalnum():
        sink(name)  # clean
    if name.isalpha():
        sink(name)  # clean
    if name.isdigit():
        sink(name)  # clean
    if name.isdecimal():
        sink(name)  # clean
    if name.isnumeric():
        sink(name)  # clean
    if name.isidentifier():
        sink(name)  # clean


def characters_of_anything(request):
    name = request.GET["a"]
    if not name.isalnum():
        return
    sink(name)  # clean


def prefix(name):
    import os

    path = os.path.realpath(name)
    if path.startswith("/base/"):
        sink(path)  # clean: traversal-checked


def not_normal(name):
    if name.startswith("/base/"):
        sink(name)  # flows clean: dash-free


def option():
    name = source()
    if not name.startswith("-"):
        sink(name)  # flows clean: dash-free


def replaced(name: str):
    sink(name.replace("\n", ""))  # clean: newline-free
    sink(name.replace("'", ""))  # clean: single-quote-free
    sink(name.replace('"', ""))  # clean: double-quote-free
    sink(name.replace("<", ""))  # clean: angle-free
    sink(name.replace("/", ""))  # clean: slash-free
    sink(name.replace("..", ""))  # clean: dot-dot-free
    sink(name.replace("a", ""))  # flows
    sink(name.splitlines()[0])  # clean: newline-free
    sink(" ".join(name.splitlines()))  # clean: newline-free
    sink(" ".join(name.split()))  # clean: newline-free
    sink(name.split("\n")[1])  # clean: newline-free
    sink(name.split("\n", 1)[0])  # clean: newline-free
    sink(name.split("\n", 1)[1])  # flows
    sink(name.partition("'")[0])  # clean: single-quote-free
    sink(name.encode("unicode_escape"))  # clean: newline-free


def shown(name):
    if name.isprintable():
        sink(name)  # clean: newline-free


def literal(text):
    if not text.startswith("'"):
        return
    sink(text)  # clean: quote-led
    if not text.endswith("'"):
        return
    sink(text)  # clean: quote-held
    if "'" in text[1:-1]:
        return
    sink(text)  # clean: quoted-literal


shown(source())
literal(source())
characters(source())
prefix(source())
not_normal(source())
replaced(source())


def conversions():
    sink(int(source()))  # clean
    sink(float(source()))  # clean
    sink(complex(source()))  # clean


sink(BaseException("a", source()))  # flows
sink(Exception("a", source()))  # flows
sink(ArithmeticError("a", source()))  # flows
sink(AssertionError("a", source()))  # flows
sink(AttributeError("a", source()))  # flows
sink(BufferError("a", source()))  # flows
sink(ConnectionError("a", source()))  # flows
sink(EOFError("a", source()))  # flows
sink(EnvironmentError("a", source()))  # flows
sink(FileExistsError("a", source()))  # flows
sink(FileNotFoundError("a", source()))  # flows
sink(IOError("a", source()))  # flows
sink(ImportError("a", source()))  # flows
sink(IndexError("a", source()))  # flows
sink(InterruptedError("a", source()))  # flows
sink(KeyError("a", source()))  # flows
sink(LookupError("a", source()))  # flows
sink(MemoryError("a", source()))  # flows
sink(ModuleNotFoundError("a", source()))  # flows
sink(NameError("a", source()))  # flows
sink(NotImplementedError("a", source()))  # flows
sink(OSError("a", source()))  # flows
sink(OverflowError("a", source()))  # flows
sink(PermissionError("a", source()))  # flows
sink(RuntimeError("a", source()))  # flows
sink(RuntimeWarning("a", source()))  # flows
sink(StopIteration("a", source()))  # flows
sink(SyntaxError("a", source()))  # flows
sink(SystemError("a", source()))  # flows
sink(TimeoutError("a", source()))  # flows
sink(TypeError("a", source()))  # flows
sink(UnicodeDecodeError("a", source()))  # flows
sink(UnicodeError("a", source()))  # flows
sink(UserWarning("a", source()))  # flows
sink(ValueError("a", source()))  # flows
sink(Warning("a", source()))  # flows
sink(ZeroDivisionError("a", source()))  # flows


def attribute(name):
    sink(getattr(source(), name))  # flows
    sink(getattr(None, name, source()))  # flows


def address():
    name = source()
    if name.startswith("/"):
        sink(name)  # flows clean: slash-led
        if not name.startswith("//"):
            sink(name)  # clean: relative-url
    if not name.startswith("//"):
        sink(name)  # flows clean: double-slash-free
        if name.startswith("/"):
            sink(name)  # clean: relative-url


def stripped():
    name = source()
    sink(name.lstrip("/\\"))  # flows clean: not-slash-led
    sink(name.strip("/\\"))  # flows clean: not-slash-led
    sink(name.lstrip("/"))  # flows


def relative():
    name = source()
    if not name.startswith("/"):
        sink(name)  # clean: relative-path
    sink("a" + name)  # clean: behind-text
    sink(name + "a" + name)  # flows


getattr(source(), "x")  # silent
getattr(object, source())  # sink: member-name
delattr(object, source())  # sink: member-name
# globals()[x] is builtins.globals.dict.__getitem__(x).
globals()[source()]  # sink: member-name
locals().get(source())  # sink: member-name
globals().pop(source())  # sink: member-name
globals()["fixed"]  # silent
setattr(object, source(), 1)  # sink: member-set
setattr(object, "x", source())  # silent
source().format(1)  # sink: format-text
str(source()).format_map({})  # sink: format-text
"{}".format(source())  # silent


def formula(name=source()):
    if name.startswith(("=", "+", "-", "@")):
        return
    sink(name)  # clean: formula-free
