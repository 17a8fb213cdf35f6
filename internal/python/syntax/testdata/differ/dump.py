"""Dumps what CPython's ast sees in a file, compactly, for differential tests.

Per node one 64-bit number: start offset (24 bits), end offset (24), kind (8)
and a checksum of what the node holds besides nodes (8); a file is its numbers,
sorted. Offsets are bytes of the UTF-8 text. Before Python 3.12 the positions
inside f-strings are not reliable: what lies in one is given the f-string's own
span there. Literal text in an f-string is not a node here, but part of the
checksum of the f-string.

As a program it reads paths from standard input and writes, per path, the
length of the dump (4 bytes, little endian) and the dump; 0xFFFFFFFF stands for
a file that does not compile.
"""
import ast
import re
import struct
import sys
import warnings
from array import array
from zlib import crc32

warnings.simplefilter("ignore")
EXACT = sys.version_info >= (3, 12)

# The kinds in the order of the Go side's table (differential_test.go).
KINDS = """Name Constant JoinedStr FormattedValue BinOp BoolOp UnaryOp Compare
Call Keyword Attribute Subscript Slice Tuple List Set Dict ListComp SetComp
GeneratorExp DictComp Lambda IfExp Await Yield YieldFrom Starred NamedExpr Arg
TypeParam Alias ExceptHandler FunctionDef ClassDef Return Delete Assign
AugAssign AnnAssign TypeAlias For While If With Match Raise Try Assert Import
ImportFrom Global ExprStmt Pass Break Continue MatchValue MatchSingleton
MatchSequence MatchMapping MatchClass MatchStar MatchAs MatchOr""".split()
RENAMED = {
    "arg": "Arg", "keyword": "Keyword", "alias": "Alias", "Expr": "ExprStmt",
    "AsyncFunctionDef": "FunctionDef", "AsyncFor": "For", "AsyncWith": "With",
    "TryStar": "Try", "Nonlocal": "Global", "TypeVar": "TypeParam",
    "ParamSpec": "TypeParam", "TypeVarTuple": "TypeParam",
    "TemplateStr": "JoinedStr", "Interpolation": "FormattedValue",
}
CODE = {name: i for i, name in enumerate(KINDS)}
CODE.update({old: CODE[new] for old, new in RENAMED.items()})
OPS = {
    "Add": "+", "Sub": "-", "Mult": "*", "MatMult": "@", "Div": "/", "Mod": "%",
    "Pow": "**", "LShift": "<<", "RShift": ">>", "BitOr": "|", "BitXor": "^",
    "BitAnd": "&", "FloorDiv": "//", "Invert": "~", "Not": "not", "UAdd": "+",
    "USub": "-", "And": "and", "Or": "or", "Eq": "==", "NotEq": "!=", "Lt": "<",
    "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not",
    "In": "in", "NotIn": "not in",
}


def constant(value):
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    if isinstance(value, bytes):
        return value
    if value is True or value is False or value is None or value is ...:
        return repr(value).encode()
    if isinstance(value, int):
        return hex(value).encode()
    if isinstance(value, complex):
        value = value.imag
    return struct.pack("<d", value)


def literal_text(node):
    return b"".join(constant(v.value) for v in node.values if type(v) is ast.Constant)


def op(node):
    return OPS[type(node.op).__name__].encode()


DETAIL = {
    "Name": lambda n: n.id.encode(),
    "Constant": lambda n: constant(n.value),
    "JoinedStr": literal_text,
    "TemplateStr": literal_text,
    "Attribute": lambda n: n.attr.encode(),
    "keyword": lambda n: (n.arg or "").encode(),
    "arg": lambda n: n.arg.encode(),
    "alias": lambda n: f"{n.name} {n.asname or ''}".encode(),
    "FunctionDef": lambda n: n.name.encode(),
    "AsyncFunctionDef": lambda n: b"async " + n.name.encode(),
    "AsyncFor": lambda n: b"async ",
    "AsyncWith": lambda n: b"async ",
    "ClassDef": lambda n: n.name.encode(),
    "ExceptHandler": lambda n: (n.name or "").encode(),
    "ImportFrom": lambda n: b"." * n.level + (n.module or "").encode(),
    "BinOp": op, "UnaryOp": op, "BoolOp": op, "AugAssign": op,
    "Compare": lambda n: " ".join(OPS[type(o).__name__] for o in n.ops).encode(),
    "Global": lambda n: " ".join(n.names).encode(),
    "Nonlocal": lambda n: " ".join(n.names).encode(),
    "MatchAs": lambda n: (n.name or "").encode(),
    "MatchStar": lambda n: (n.name or "").encode(),
    "MatchClass": lambda n: " ".join(n.kwd_attrs).encode(),
    "MatchMapping": lambda n: (n.rest or "").encode(),
    "TypeVar": lambda n: n.name.encode(),
    "ParamSpec": lambda n: b"**" + n.name.encode(),
    "TypeVarTuple": lambda n: b"*" + n.name.encode(),
}
PLAN = {}  # node class -> (code, fields, detail, is a joined string)


def plan(cls):
    name = cls.__name__
    fields = [f for f in cls._fields if f not in ("ctx", "op", "ops", "str")]
    p = (CODE.get(name, -1), fields, DETAIL.get(name), name in ("JoinedStr", "TemplateStr"))
    PLAN[cls] = p
    return p


def dump(data):
    """The dump of a file's bytes (UTF-8), or None if it does not compile."""
    try:
        tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    starts = [0] + [m.end() for m in re.finditer(rb"\r\n|\r|\n", data)]
    if data.startswith(b"\xef\xbb\xbf"):
        starts[0] = 3
    out = []
    stack = [(tree, None)]
    while stack:
        node, inside = stack.pop()
        cls = type(node)
        code, fields, detail, joined = PLAN.get(cls) or plan(cls)
        if code >= 0:
            check = 0
            if detail is not None:
                check = crc32(detail(node)) & 0xFF or 1
            if inside is None:
                span = (starts[node.lineno - 1] + node.col_offset) << 40 | \
                    (starts[node.end_lineno - 1] + node.end_col_offset) << 16
            else:
                span = inside
            out.append(span | code << 8 | check)
            if joined and not EXACT and inside is None:
                inside = span
        for f in fields:
            v = getattr(node, f, None)
            if isinstance(v, list):
                for x in v:
                    if isinstance(x, ast.AST) and not (joined and type(x) is ast.Constant):
                        stack.append((x, inside))
            elif isinstance(v, ast.AST):
                stack.append((v, inside))
    out.sort()
    return array("Q", out).tobytes()


def main():
    write = sys.stdout.buffer.write
    for line in sys.stdin:
        with open(line.rstrip("\n"), "rb") as f:
            data = f.read()
        d = dump(data)
        write(struct.pack("<I", 0xFFFFFFFF if d is None else len(d)))
        if d is not None:
            write(d)


if __name__ == "__main__":
    main()
