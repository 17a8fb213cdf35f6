"""Runs generated programs and holds the analyser's claims against what happens.

One JSON object per line on standard input is a job, one on standard output its
answer. Every expression that is read is wrapped in a probe: the sequence of
probes is the trace of a run, and a probe with claims checks its value. Nothing
here knows how the claims came about.
"""
import ast
import builtins
import asyncio
import contextlib
import enum
import inspect
import json
import logging
import re
import signal
import sys
import types

LIMIT = 2.0  # seconds of a processor per program
WAIT = 60.0  # seconds per program
MAX_TRACE = 20000  # probes per run
VECTORS = 8  # answers of flag() that a program is run under
MORE = 24  # further ones for flows that no run has shown

# What a source gives in two runs that are compared: of one structure, and
# different in every place.
PAIRS = [("A'b<c>/d,e=f g", "H'i<j>/k,l=m n"), ("A'b<c>/d;e", "z\"Y&x|.w-v")]

# Further texts for flows that were reported and that those have not shown: what
# tests of a text ask for (short, alphanumeric, early and late in the alphabet).
# A flow is true when any input shows it. They only ever show flows: whatever
# else is counted rests on PAIRS, and flows that only they show are counted apart.
TEXTS = [("a1", "a2"), ("7", "8"), ("zz9", "zy8"), ("ab cd,e=f/g h", "ab cd,i=j/k l")]

# What counts and measures give, and addresses in memory: a text whose numbers alone
# differ tells how long the data is (how often something is in it), and is not the
# data. Flows that only such texts show count neither way. PAIRS have no digits.
NUMBERS = re.compile(r"0x[0-9a-f]+|\d+")


# Comprehensions are no functions of their own from Python 3.12 on (PEP 709).
INLINED = re.compile(r"<(?:list|set|dict)comp>\.(?:<locals>\.)?")


class Stop(BaseException):
    """The program took too long."""


class Probe:
    __slots__ = ("mod", "node", "start", "end", "claims", "never", "targets", "fn", "key")

    def __init__(self, mod, node, start, end, fn):
        self.mod, self.node, self.start, self.end, self.fn = mod, node, start, end, fn
        self.claims, self.never, self.targets = [], False, None
        self.key = (mod, start, end)


def node_kind(n):
    if isinstance(n, (ast.BoolOp, ast.IfExp)):
        return "Phi"
    if isinstance(n, ast.Compare) and len(n.ops) > 1:
        return "Chain"
    return type(n).__name__


SKIP_PATTERN = (ast.pattern,)

# Of these, bodies run behind what is called after them.
LATER = (ast.AsyncFunctionDef, ast.Yield, ast.YieldFrom, ast.GeneratorExp)


class Instrument(ast.NodeTransformer):
    """Wraps every expression that is read in P__(id, e), callees in F__(id, f)."""

    def __init__(self, job, mod, text):
        self.job, self.mod = job, mod
        self.lines = [0]
        for line in text.encode().split(b"\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.probes = job.probes
        self.fn = -1

    def at(self, line, col):
        return self.lines[line - 1] + col

    def probe(self, n):
        p = Probe(self.mod, node_kind(n), self.at(n.lineno, n.col_offset), self.at(n.end_lineno, n.end_col_offset), self.fn)
        self.probes.append(p)
        self.job.index.setdefault((self.mod, p.node, p.start, p.end), []).append(len(self.probes) - 1)
        return len(self.probes) - 1

    def wrap(self, name, i, e):
        call = ast.Call(ast.Name(name, ast.Load()), [ast.Constant(i), e], [])
        for x in (call, call.func, call.args[0]):
            ast.copy_location(x, e)
        return call

    def visit(self, n):
        if isinstance(n, SKIP_PATTERN):
            return n
        if isinstance(n, ast.Return):
            return self.returned(n)
        self.job.later |= isinstance(n, LATER)
        if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            return self.definition(n)
        if isinstance(n, ast.JoinedStr):
            return self.joined(n)
        if not isinstance(n, ast.expr) or isinstance(n, (ast.Starred, ast.Slice)):
            return self.generic_visit(n)
        if not isinstance(getattr(n, "ctx", None) or ast.Load(), ast.Load):
            if isinstance(n, ast.Name):
                self.bind(n)
            return self.generic_visit(n)
        return self.expression(n)

    def bind(self, n):
        place = (self.mod, self.at(n.lineno, n.col_offset), self.at(n.end_lineno, n.end_col_offset))
        self.job.bound[place] = self.fn
        return place

    def expression(self, n):
        i = self.probe(n)
        operands = self.operands(n)
        called = getattr(n, "value", None)
        self.generic_visit(n)
        for role, child in operands:
            self.job.roles[(i, role)] = child
        if isinstance(n, ast.Call):
            n.func = self.wrap("F__", i, n.func)
        if isinstance(n, ast.Await) and isinstance(called, ast.Call):
            i = self.probe(called)  # what is said of the call holds for what comes of waiting
        return self.wrap("P__", i, n)

    def returned(self, n):
        i = len(self.probes)
        self.generic_visit(n)
        if n.value is not None:
            n.value = self.wrap("R__", i, n.value)
        return n

    def operands(self, n):
        """The nodes that claims on operands speak of; probes are found by span later."""
        out = []
        if isinstance(n, ast.Call):
            if not any(isinstance(a, ast.Starred) for a in n.args):
                out += [(str(k), a) for k, a in enumerate(n.args)]
            out += [("k:" + k.arg, k.value) for k in n.keywords if k.arg]
        elif isinstance(n, ast.BinOp):
            out = [("L", n.left), ("R", n.right)]
        elif isinstance(n, ast.Compare) and len(n.ops) == 1:
            out = [("L", n.left), ("R", n.comparators[0])]
        elif isinstance(n, ast.Subscript):
            out = [("L", n.value), ("R", n.slice)]
        elif isinstance(n, ast.Attribute):
            out = [("L", n.value)]
        return [(r, (node_kind(x), self.at(x.lineno, x.col_offset), self.at(x.end_lineno, x.end_col_offset)))
                for r, x in out if not isinstance(x, (ast.Slice, ast.Starred))]

    def joined(self, n):
        i = self.probe(n)
        for v in n.values:
            if isinstance(v, ast.FormattedValue):
                v.value = self.visit(v.value)
        return self.wrap("P__", i, n)

    def definition(self, n):
        outer = self.fn
        lam = isinstance(n, ast.Lambda)
        i = self.probe(n) if lam else -1
        if not lam:
            n.decorator_list = [self.visit(d) for d in n.decorator_list]
        if isinstance(n, ast.ClassDef):
            n.bases = [self.visit(b) for b in n.bases]
        else:
            n.args.defaults = [self.visit(d) for d in n.args.defaults]
            n.args.kw_defaults = [d and self.visit(d) for d in n.args.kw_defaults]
            self.job.functions += 1
            self.fn = self.job.functions
            first = min([n.lineno] + [d.lineno for d in getattr(n, "decorator_list", ())])
            params = self.job.params.setdefault((self.mod, first), {})
            for a in ast.walk(n.args):
                if isinstance(a, ast.arg):
                    params[a.arg] = self.bind(a)
        n.body = self.visit(n.body) if lam else [self.visit(s) for s in n.body]
        self.fn = outer
        return self.wrap("P__", i, n) if lam else n


class Job:
    def __init__(self, spec):
        self.spec = spec
        self.probes, self.index, self.roles = [], {}, {}
        self.functions = 0
        self.params = {}  # of functions, by module and first line: where each stands
        self.bound = {}  # where names stand that are bound, and in which function
        self.later = False  # some bodies run behind what is called after them
        self.bad, self.checked = {}, {"constant": 0, "type": 0, "shape": 0, "never": 0, "edge": 0, "step": 0, "resolved": 0, "called": 0}
        self.seen = set()
        self.code = []
        for mod, (name, text) in enumerate(spec["mods"]):
            tree = ast.parse(text)
            tree = Instrument(self, mod, text).visit(tree)
            ast.fix_missing_locations(tree)
            self.code.append((name, compile(tree, name + ".py", "exec")))
        self.bind()

    def bind(self):
        for c in self.spec.get("claims") or []:
            ids = self.index.get((c["m"], c["n"], c["s"], c["e"]), ())
            if c.get("r"):
                roles = [self.roles.get((i, c["r"])) for i in ids]
                ids = [j for r in roles if r for j in self.index.get((c["m"],) + r, ())]
            for i in ids:
                p = self.probes[i]
                if c.get("x"):
                    p.never = True
                elif "t" in c:
                    p.targets = (set(c["t"] or ()), c.get("u", False))
                elif c.get("a"):
                    p.claims.append(Claim(c["a"]))

    def fail(self, kind, p, claim, got):
        self.bad.setdefault((kind, p.key), {"kind": kind, "mod": p.mod, "start": p.start, "end": p.end, "claim": claim, "got": got})


class Claim:
    """A set of things one of which the value must be."""

    def __init__(self, atoms):
        self.text = json.dumps(atoms)
        self.consts = [constant(a) for a in atoms if a[0] == "c"]
        self.rest = [a for a in atoms if a[0] != "c"]
        self.kind = "constant" if not self.rest else "shape" if all(a[0] == "s" for a in self.rest) else "type"

    def holds(self, v):
        for c in self.consts:
            if same(c, v):
                return True
        return any(MATCH[a[0]](a, v) for a in self.rest)


def constant(a):
    kind, text = a[1], a[2]
    if kind == "str":
        return text
    if kind == "bytes":
        return text.encode("latin-1")
    if kind == "float":
        return float(text)
    if kind == "complex":
        return complex(0, float(text))
    if kind == "int":
        return int(text)
    return {"None": None, "True": True, "False": False, "...": ...}[text]


def same(c, v):
    if isinstance(v, enum.Enum) and isinstance(v, type(c)):
        return c == v  # a member that is a text or a number counts as that
    if type(c) is not type(v):
        return False
    if type(c) is float:
        return repr(c) == repr(v)
    return c == v


def is_type(a, v):
    t = getattr(builtins, a[1], None)
    if a[1] == "NoneType":
        return v is None
    if a[1] == "function":
        return callable(v)
    if a[1] == "generator": # a context manager that one makes stands for it
        return hasattr(v, "__iter__") or isinstance(v, contextlib._GeneratorContextManager)
    if a[1] == "module":
        return isinstance(v, types.ModuleType)
    return isinstance(t, type) and isinstance(v, t)


def is_instance(a, v):
    return any(class_id(c) == a[1] for c in type(v).__mro__)


def class_id(c):
    return "%s:%s" % (c.__module__, c.__qualname__)


def code_id(f):
    c = f.__code__
    return "%s:%s" % (c.co_filename[:-3], INLINED.sub("", c.co_qualname))


def plain_function(v):
    while isinstance(v, (staticmethod, classmethod, types.MethodType)):
        v = v.__func__
    return v


def inside(v):
    """The function of a program that a wrapper of the standard library holds."""
    v = plain_function(v)
    while hasattr(v, "__wrapped__") and (not isinstance(v, types.FunctionType) or v.__code__.co_filename.startswith("/")):
        v = plain_function(v.__wrapped__)
    return v


def is_function(a, v):
    v = inside(v)
    return isinstance(v, types.FunctionType) and code_id(v) == a[1]


def unparameterised(v):
    """A generic class of one with parameters: Box[str] is Box."""
    return getattr(v, "__origin__", v) if type(v).__module__ == "typing" else v


SHAPES = {}


def is_shape(a, v):
    r = SHAPES.get(a[1])
    if r is None:
        r = SHAPES[a[1]] = re.compile(a[1], re.S)
    return isinstance(v, str) and r.fullmatch(v) is not None


MATCH = {
    "x": is_type,
    "i": is_instance,
    "o": lambda a, v: class_id(type(v)) == a[1],
    "C": lambda a, v: isinstance(unparameterised(v), type) and class_id(unparameterised(v)) == a[1],
    "F": is_function,
    "M": lambda a, v: isinstance(v, types.ModuleType) and v.__name__ == a[1],
    "s": is_shape,
}


def project_targets(f, names):
    """The project functions that calling f enters first."""
    f = unparameterised(f)
    if isinstance(f, type):
        if f.__module__ not in names:
            return []
        return [code_id(m) for m in (plain_function(getattr(f, k, None)) for k in ("__new__", "__init__"))
                if isinstance(m, types.FunctionType) and m.__code__.co_filename[:-3] in names]
    f = plain_function(f)
    if isinstance(f, types.FunctionType):
        return [code_id(f)] if f.__code__.co_filename[:-3] in names else []
    call = getattr(type(f), "__call__", None)
    if isinstance(call, types.FunctionType):
        return [code_id(call)]
    return []


def freeze(v, depth=0):
    """What of a value counts as data that somebody chose: its text."""
    if isinstance(v, (str, bytes)):
        return v
    if depth > 5:
        return "..."
    if isinstance(v, (list, tuple)):
        return [freeze(x, depth + 1) for x in v]
    if isinstance(v, (set, frozenset)):
        return sorted(map(str, (freeze(x, depth + 1) for x in v)))
    if isinstance(v, dict):
        return [(freeze(k, depth + 1), freeze(x, depth + 1)) for k, x in v.items()]
    if hasattr(v, "__dict__") and not isinstance(v, (type, types.FunctionType, types.ModuleType)):
        return freeze(vars(v), depth + 1)
    return type(v).__name__


def numeric(annotation):
    """Whether a framework that turns what it gets into what is annotated lets no text in."""
    if isinstance(annotation, types.UnionType):
        return all(numeric(a) for a in annotation.__args__)
    return annotation is type(None) or isinstance(annotation, type) and issubclass(annotation, (int, float))


def held(f):
    """The function that a decorator wrapped, through any between."""
    for _ in range(6):
        f = inside(f)
        cells = [c.cell_contents for c in getattr(f, "__closure__", None) or ()]
        inner = [c for c in cells if isinstance(c, types.FunctionType)]
        if len(inner) != 1:
            break
        f = inner[0]
    return f


class Run:
    """One run of a program: what flag() answers and what each source gives."""

    def __init__(self, job, vector, base, other=None, site=None, admin=True):
        self.job, self.vector, self.base, self.other, self.site, self.admin = job, vector, base, other, site, admin
        self.trace, self.sinks, self.sources = [], {}, set()
        self.flags, self.error = set(), None
        self.asked = self.sent = None  # the function that is called, and where it returned
        self.names = {n for n, _ in job.code}

    def probe(self, i, v):
        p = self.job.probes[i]
        if v is ASKED:
            v = self.source_at(p.key)
        self.trace.append(i)
        if len(self.trace) > MAX_TRACE:
            raise Stop
        if p.never:
            self.job.fail("never", p, "", repr(v)[:80])
        if isinstance(v, (types.CoroutineType, types.AsyncGeneratorType)):
            return v  # claims speak of what comes of waiting for it
        if type(v).__module__ == "typing" and type(v).__name__ == "_UnionGenericAlias" or isinstance(v, types.UnionType):
            return v  # claims speak of what is annotated with it
        for c in p.claims:
            self.job.checked[c.kind] += 1
            if not c.holds(v):
                self.job.fail(c.kind, p, c.text, repr(v)[:80])
        return v

    def callee(self, i, f):
        p = self.job.probes[i]
        if p.targets is not None:
            real = project_targets(f, self.names)
            claimed, unknown = p.targets
            for r in real:
                self.job.checked["called"] += 1
                self.job.checked["resolved"] += r in claimed
                if not unknown:
                    self.job.checked["edge"] += 1
                    if r not in claimed:
                        self.job.fail("edge", p, json.dumps(sorted(claimed)), r)
        if f is self.source:
            return lambda: self.source_at(p.key)
        if f is self.sink:
            return lambda x: self.sink_at(p.key, x)
        if getattr(f, "__func__", f) in PICKS:
            return lambda *a, **k: self.look(p, f, a, k)
        return f

    def source(self):
        return self.base

    def sink(self, x):
        pass

    def source_at(self, key):
        self.sources.add(key)
        return self.other if key == self.site else self.base

    def sink_at(self, key, x):
        self.sinks.setdefault(key, []).append(freeze(x))

    def returns(self, i, x):
        if self.job.probes[i].fn == self.asked:
            self.sent = self.job.probes[i].key
        return x

    def look(self, p, f, a, k):
        """A sink of the library: it sees what it looks at."""
        f(*a, **k)
        pick = PICKS[getattr(f, "__func__", f)]
        self.sink_at(p.key, pick(f.__self__, *a, **k) if hasattr(f, "__func__") else pick(*a, **k))

    def serve(self, modules):
        """Calls what the program gave to the framework, and what is called by its names."""
        for f, told in list(HANDLERS):
            self.handle(f, told)
        for m in modules:
            for f in list(vars(m).values()):
                if isinstance(f, types.FunctionType) and f.__module__ == m.__name__:
                    names = f.__code__.co_varnames[:f.__code__.co_argcount]
                    if names == ("event", "context"):
                        self.handle(f, {"names": ["event"], "beside": "context"})
                    elif names == ("req",):
                        self.handle(f, {"request": True})

    def handle(self, f, told):
        if isinstance(f, type):
            for name in dir(f):
                if name == "get" or name.startswith("on_"):
                    self.handle(getattr(f(), name), told)
            return
        try:
            self.ask(f, told)
        except Exception as e:
            self.error = self.error or "%s: %s" % (type(e).__name__, e)

    def ask(self, f, told):
        """Calls one function as a framework does; what it sends, where that is told."""
        fn = held(f)
        if not self.admin and any(held(a) is fn for a in ADMINS):
            return None
        places = self.job.params.get(([n for n, _ in self.job.code].index(fn.__module__), fn.__code__.co_firstlineno), {})
        given = {}
        params = list(inspect.signature(fn).parameters.values())
        for n, p in enumerate(params[1:] if inspect.ismethod(f) else params):
            if isinstance(p.default, Given):
                given[p.name] = self.ask(p.default.dependency, {})
            elif p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD):
                continue
            elif told.get("request") and n == 0:
                given[p.name] = Request()
            elif p.name in told.get("numbers", ()) or told.get("typed") and numeric(p.annotation):
                given[p.name] = p.annotation(7) if isinstance(p.annotation, type) else 7
            elif p.name == told.get("beside"):
                given[p.name] = None
            elif p.name in told.get("names", [p.name]):
                given[p.name] = self.source_at(places[p.name])
        self.asked, self.sent = self.job.bound.get(next(iter(places.values()), None)), None
        x = f(**given)
        if inspect.iscoroutine(x):
            x = asyncio.run(x)
        answer = x if isinstance(x, tuple) else (x,)
        if self.sent and "sends" in told and told["sends"](*answer):
            self.sink_at(self.sent, answer[0])
        return x

    def flag(self, k):
        self.flags.add(k)
        return bool(hash((self.vector, k * 7919)) >> 3 & 1) if self.vector > 1 else bool(self.vector)

    def run(self):
        o = types.ModuleType("oracle")
        loggers = set(logging.root.manager.loggerDict)
        self.source, self.sink = self.source, self.sink  # one identity each
        HANDLERS.clear()
        ADMINS.clear()
        o.__dict__.update(LIBRARY, source=self.source, sink=self.sink, flag=self.flag)
        builtins.P__, builtins.F__, builtins.R__ = self.probe, self.callee, self.returns
        sys.modules["oracle"] = o
        modules = [types.ModuleType(name) for name, _ in self.job.code]
        try:
            for m, (name, code) in zip(modules, self.job.code):
                sys.modules[name] = m
                exec(code, m.__dict__)
            self.serve(modules)
        except Exception as e:
            self.error = "%s: %s" % (type(e).__name__, e)
        finally:
            for name, _ in self.job.code:
                sys.modules.pop(name, None)
            for name in set(logging.root.manager.loggerDict) - loggers:
                del logging.root.manager.loggerDict[name]  # the next run makes its own
        return self


class Flows:
    """Which source reaches which sink, by comparing runs."""

    def __init__(self, job):
        self.job = job
        self.true, self.false, self.unclear = set(), set(), set()
        self.shown = set()  # true, but only by TEXTS
        self.errors, self.ended = {}, False
        self.sources, self.sinks, self.entered = set(), set(), set()
        self.shown_by = {}  # traces of runs that show a flow

    def vectors(self, vs):
        for vec in vs:
            flags = set()
            for a, b in PAIRS:
                base = Run(self.job, vec, a).run()
                flags |= base.flags
                self.note(base)
                for site in sorted(base.sources):
                    self.compare(base, Run(self.job, vec, a, b, site).run(), site)
            if not flags and vec == 0:
                return

    def further(self, reported):
        """Looks for inputs that show what was reported and not yet shown."""
        for vec in range(VECTORS):
            flags = set()
            for a, b in TEXTS:
                base = Run(self.job, vec, a).run()
                flags |= base.flags
                for site in sorted({s for s, _ in reported - self.true - self.shown}):
                    x = Run(self.job, vec, a, b, site).run()
                    if x.trace != base.trace:
                        continue
                    for sink in set(x.sinks) | set(base.sinks):
                        if x.sinks.get(sink) != base.sinks.get(sink):
                            self.shown.add((site, sink))
            if not flags or not reported - self.true - self.shown:
                return

    def note(self, r):
        if r.error:
            self.errors[r.error] = self.errors.get(r.error, 0) + 1
        else:
            self.ended = True
        self.sources |= r.sources
        self.sinks |= set(r.sinks)
        self.entered |= {(self.job.probes[i].mod, self.job.probes[i].fn) for i in set(r.trace)}

    def compare(self, x, y, site):
        equal = x.trace == y.trace
        for sink in set(x.sinks) | set(y.sinks):
            pair = (site, sink)
            was, now = x.sinks.get(sink), y.sinks.get(sink)
            if not equal or was != now and NUMBERS.sub("0", repr(was)) == NUMBERS.sub("0", repr(now)):
                self.unclear.add(pair)
            elif was != now:
                self.true.add(pair)
                self.shown_by.setdefault(pair, []).append(x.trace)
            else:
                self.false.add(pair)

    def judge(self, reported, clean):
        """Classifies what was reported and what was not; what was reported as
        made safe is neither right nor wrong."""
        out = {"tp": [], "fp": [], "fn": [], "unclear": 0, "shown": 0}
        for pair in reported:
            site, sink = pair
            wrong = pair in self.false or self.dead(pair)
            if pair in self.true:
                out["tp"].append(pair)
            elif pair in self.unclear or not wrong:
                out["unclear"] += 1
            elif pair in self.shown:
                out["tp"].append(pair)
                out["shown"] += 1
            else:
                out["fp"].append(pair)
        out["fn"] = sorted(self.true - set(reported) - clean)
        return out

    def steps(self, ways):
        """Holds what is told of the ways of true flows against the runs that show them: the
        source comes first, the sink last, and what is between ran, in an order that can be."""
        for source, sink, way in ways:
            traces = self.shown_by.get((source, sink))
            if not traces or way["clean"]:
                continue
            told = [tuple(s) for s in way["steps"]]
            self.job.checked["step"] += len(told)
            if not told or told[0] != source or told[-1] != sink:
                self.told_wrong(sink, told, "not from the source to the sink")
            elif all(what := [self.untrue(told, t) for t in traces]):
                self.told_wrong(sink, told, what[0])

    def untrue(self, told, trace):
        """What is wrong with a way, held against one run."""
        at = 0
        for place in told:
            if place in self.job.bound:
                if (place[0], self.job.bound[place]) not in self.entered:
                    return "bound where nothing ran: %s" % (place,)
                continue
            inside = {i for i, p in enumerate(self.job.probes) if p.mod == place[0] and place[1] <= p.start and p.end <= place[2]}
            behind = next((k for k in range(at, len(trace)) if trace[k] in inside), None)
            # What a target of an assignment is made of is evaluated before it is assigned.
            loose = self.job.later or not any(self.job.probes[i].key == place for i in inside)
            if behind is None and not (loose and inside & set(trace)):
                return "does not run, or not behind what is told before: %s" % (place,)
            at = behind or at
        return ""

    def told_wrong(self, sink, told, what):
        p = next(p for p in self.job.probes if p.key == sink)
        self.job.fail("step", p, json.dumps(told), what)

    def dead(self, pair):
        """Nothing that this program does lets the two meet, and it ran to its end."""
        if self.errors or not self.ended:
            return False
        owner = {p.key: (p.mod, p.fn) for p in self.job.probes if p.key in pair}
        owner.update({k: (k[0], fn) for k, fn in self.job.bound.items() if k in pair})
        return all(owner.get(k) in self.entered for k in pair)

    def administered(self, ways):
        """Holds what is said of who comes to where a flow begins against runs in which
        nobody is an administrator."""
        if not any(w["admin"] for _, _, w in ways):
            return
        a, b = PAIRS[0]
        for source, sink, way in ways:
            if way["clean"]:
                continue
            x, y, alone, other = [Run(self.job, 0, a, *to, admin=admin).run().sinks.get(sink) for admin in (True, False) for to in ((), (b, source))]
            if x != y and way["admin"] == (alone != other):
                self.told_wrong(sink, way["admin"], "not so")


def serve(spec):
    if spec.get("statements"):
        return {"statements": statements(spec["statements"])}
    job = Job(spec)
    ways = [(tuple(f["from"]), tuple(f["to"]), f) for f in spec.get("flows") or []]
    reported = sorted({(a, b) for a, b, f in ways if not f["clean"]})
    f = Flows(job)
    f.vectors(range(VECTORS))
    if set(reported) - f.true:
        f.vectors(range(VECTORS, VECTORS + MORE)) if len(f.entered) else None
    if set(reported) - f.true:
        f.further(set(reported))
    out = f.judge(reported, {(a, b) for a, b, f in ways if f["clean"]})
    f.steps(ways)
    f.administered(ways)
    never = sum(p.never for p in job.probes)
    job.checked["never"] = never
    out.update(bad=list(job.bad.values()), checked=job.checked, errors=f.errors, ended=f.ended)
    return out


def statements(text):
    """Line ranges that may be taken out of a program, larger ones first: with
    what may stand in their place."""
    out = []
    for n in ast.walk(ast.parse(text)):
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            block = getattr(n, field, None)
            if not isinstance(block, list):
                continue
            for s in block:
                if isinstance(s, ast.match_case):
                    first, last, col = s.pattern.lineno, s.body[-1].end_lineno, s.pattern.col_offset - 5
                else:
                    decorators = getattr(s, "decorator_list", [])
                    first = min([s.lineno] + [d.lineno for d in decorators])
                    last, col = s.end_lineno, s.col_offset
                alone = len(block) == 1 and field in ("body", "orelse", "finalbody")
                out.append({"first": first, "last": last, "with": " " * col + "pass" if alone else ""})
                inner = getattr(s, "body", None)
                if isinstance(inner, list) and inner and isinstance(s, (ast.If, ast.For, ast.While, ast.With, ast.Try)):
                    out.append({"first": first, "last": last, "lift": [inner[0].lineno, inner[-1].end_lineno, inner[0].col_offset - col]})
    out.sort(key=lambda s: (s["first"] - s["last"], s["first"]))
    return out


def alarm(*_):
    raise Stop


def main():
    signal.signal(signal.SIGALRM, alarm)
    signal.signal(signal.SIGVTALRM, alarm)
    sys.setrecursionlimit(2000)
    real = sys.stdout
    sys.stdout = open("/dev/null", "w")
    for line in sys.stdin:
        spec = json.loads(line)
        signal.setitimer(signal.ITIMER_REAL, WAIT)
        signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
        try:
            out = serve(spec)
        except Stop:
            out = {"timeout": True}
        except SyntaxError as e:
            out = {"syntax": str(e)}
        except RecursionError as e:
            out = {"timeout": True}
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        real.write(json.dumps(out) + "\n")
        real.flush()


main()
