import collections
import datetime
from dataclasses import dataclass, field
from typing import ClassVar

SHARED = []


def a(x={}):  # want
    x["k"] = 1
    return x


def b(x=set(), *, y=collections.defaultdict(list)):  # want  # want
    return x | y.keys()


def c(when=datetime.datetime.now()):  # want "computed once"
    return when


async def d(rows=[r for r in SHARED]):  # want
    """Doc."""
    rows.append(1)


class K:
    def m(self, opts=dict()):  # want
        self.opts = opts


def ok1(x=None, y=(), z=frozenset(), w="", v=0):
    return x, y, z, w, v


def ok2(key, _cache={}):
    return _cache.setdefault(key, key)


def ok3(x=SHARED, f=lambda q=1: q):
    return x, f


@dataclass
class Row:
    names: list = field(default_factory=list)
    known: ClassVar[dict] = {}
    bad: collections.deque = collections.deque()  # want
