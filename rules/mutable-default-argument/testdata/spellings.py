import collections
import datetime
import time
import uuid
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime as dt

import numpy as np
from fastapi import Depends


def a(item, items=[]):  # want
    items.append(item)
    return items


def b(options={}):  # want
    return options


def c(seen=set()):  # want
    return seen


def d(*, rows=list()):  # want
    rows.append(1)


def e(counts=defaultdict(int)):  # want
    counts["a"] += 1


async def f(queue=deque()):  # want
    queue.append(1)


def g(vector=np.zeros(3)):  # want
    vector += 1


class Basket:
    def __init__(self, items=[]):  # want
        self.items = items

    def add(self, item, tags: dict = {}):  # want
        tags[item] = 1


lam = lambda x, y=[]: y.append(x)  # want


def h(now=datetime.datetime.now()):  # want
    return now


def i(stamp=time.time()):  # want
    return stamp


def j(name=uuid.uuid4()):  # want
    return name


def k(squares=[x * x for x in range(3)]):  # want
    squares.append(9)


def l(items=None):  # ok
    items = items or []
    return items


def m(names=(), mapping=frozenset(), count=0, text=""):  # ok
    return names, mapping, count, text


@dataclass
class Point:
    tags: list = field(default_factory=list)  # ok


def n(db=Depends(a)):  # ok
    return db


def o(x, _cache={}):  # ok
    if x not in _cache:
        _cache[x] = x * x
    return _cache[x]
