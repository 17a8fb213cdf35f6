"""A library with something of everything that models can say, and what it really does.

library.yaml is what the analyser is told of it. A function in PICKS is a sink: what of
its arguments it looks at is what two runs are compared by.
"""
import re
import urllib.parse

PICKS = {}
LIBRARY = {}


def library(f):
    LIBRARY[f.__name__] = f
    return f


def sink_named(name, pick):
    def f(*a, **k):
        pass
    f.__name__ = name
    PICKS[library(f)] = pick


sink_named("ask", lambda url: urllib.parse.urlsplit(url)[:2] if begins(url) else url)
sink_named("start", lambda args: args[0] if isinstance(args, (list, tuple)) else args)
sink_named("script", lambda args: args[2:3] if args[0] in ("sh", "bash") and args[1] == "-c" else None)
sink_named("chat", lambda messages: [m["content"] for m in messages if m["role"] in ("system", "developer")])
sink_named("run", lambda command, shell=False: command if shell else None)
sink_named("send", lambda body, type=None: None if type in ("plain", "text") else body)
sink_named("push", lambda body, headers=None: None if "html" not in (headers or {}).get("kind", "html") else body)
sink_named("load", lambda text, loader=None: text if loader is None else None)
sink_named("dump", lambda text, loader=None: text if loader is not None else None)
sink_named("raw", lambda text, safe=True: None if safe else text)
sink_named("other", lambda text, kind=None: None if isinstance(kind, str) else text)
sink_named("begun", lambda text, mode="r": text if mode[:1] in "wa" else None)
sink_named("typed", lambda text, of=None: text if isinstance(of, type) and issubclass(of, Number) else None)
sink_named("mark", lambda text: text if isinstance(text, str) else None)
sink_named("many", lambda *a, **k: a[1:])
sink_named("named", lambda *a, **k: k.get("body"))
sink_named("items", lambda body: list(body))
sink_named("strict", lambda body, mode="r": body if mode == "w" else None)


def begins(text):
    """What a program wrote in front of data: that begins with one of these (see PAIRS)."""
    return re.match("[^AHz]*", text)[0] if isinstance(text, str) else ""


def options(args):
    """Arguments that git and tar may take for options."""
    out, valued = [], False
    for a in args[1:] if args[0] in ("git", "tar") else ():
        if a == "--":
            break
        if not valued and not begins(a):
            out.append(a)
        valued = a.startswith("-") and "=" not in a
    return out


def within(quote):
    """Looks at data that stands within quotes."""
    def pick(text):
        open = ""
        for c in begins(text):
            open = "" if c == open else c if not open and c in "'\"" else open
        return text if open == quote else None
    return pick


sink_named("tool", options)
sink_named("single", within("'"))
sink_named("double", within('"'))
sink_named("words", lambda text: text if re.match(r"^[a-z]+ [a-z]+\s", begins(text)) else None)
sink_named("behind", lambda text: text if begins(text) == "/" else None)


@library
def wash(x):
    return "0"


@library
def trim(x):
    return x.replace("/", "").replace("\\", "")


@library
def second(a, b):
    return b


@library
def same(x):
    return x


@library
def size(x):
    return "3"


@library
def fine(x):
    return x.isdigit()


@library
def bad(x):
    return not x.isdigit()


@library
def check(x):
    if not x.isdigit():
        raise ValueError(x)
    return True


@library
def each(fn, items):
    return [fn(i) for i in items]


@library
def stop():
    raise ValueError("stop")


@library
class Address:
    def __init__(self, text):
        self.text, self.host = text, text.partition("/")[0]

    def with_path(self, p):
        return Address(self.text + p)


@library
class Page:
    def __init__(self, kind=None):
        self.kind, self.quiet = kind, False

    def plain(self):
        self.quiet = True
        return self

    def loud(self):
        self.quiet = False
        return self

    def show(self, x):
        pass


PICKS[Page.show] = lambda self, x: None if self.quiet or self.kind == "plain" else x


@library
class Box:
    def __init__(self):
        self.items = {}

    def put(self, k, v):
        self.items[k] = v

    def take(self, k):
        return self.items.get(k, "none")


# A framework: what it calls by itself, with what it was told of each; what only
# administrators reach; and what stands for data of a request.
HANDLERS = []
ADMINS = []
ASKED = object()


def register(f, **told):
    HANDLERS.append((f, told))
    return f


@library
class App:
    def route(self, rule):
        names = re.findall(r"<(?:\w+:)?(\w+)>", rule)
        return lambda f: register(f, names=names, numbers=re.findall(r"<int:(\w+)>", rule), sends=lambda body, *rest: isinstance(body, str))

    def add(self, rule, handler):
        register(handler, names=re.findall(r"{(\w+)", rule), numbers=re.findall(r"{(\w+):int}", rule))

    def page(self, f):
        return register(f, sends=lambda body, *rest: isinstance(body, str) and all("html" in r.get("kind", "html") for r in rest if isinstance(r, dict)))

    def event(self, f):
        return register(f, request=True)

    def typed(self, f):
        return register(f, typed=True)


@library
def task(f):
    return register(f)


@library
class View:
    def __init_subclass__(cls):
        register(cls)


@library
class Request:
    query = ASKED

    def header(self, name):
        return ASKED


@library
class Number(int):
    pass


@library
class Given:
    def __init__(self, dependency):
        self.dependency = dependency


@library
def admin_only(f):
    ADMINS.append(f)
    return f


@library
def needs(*checks):
    def guard(f):
        if any(c is admin_only or c == [admin_only] for c in checks):
            ADMINS.append(f)
        return f
    return guard


@library
class AdminView(View):
    def __init_subclass__(cls):
        super().__init_subclass__()
        ADMINS.extend(f for f in vars(cls).values() if callable(f))
