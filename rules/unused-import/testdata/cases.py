import collections.abc  # ok
import os, sys  # want "os"
from dataclasses import (
    dataclass,
    field,  # want
)
from pathlib import Path as Path  # ok
from typing import Iterable, TYPE_CHECKING
from functools import partial  # noqa: F401
from fractions import Fraction  # want
from fixtures import client  # ok

if TYPE_CHECKING:
    from decimal import Decimal  # ok

try:
    import numpy  # ok
except ImportError:
    pass

__all__ = ["one"]


@dataclass
class Row:
    price: "Decimal"


def one(xs: Iterable):
    size = len(xs)  # want
    _rest = xs[1:]  # ok
    first, second = xs[:2]  # ok
    count = 0
    count += 1  # ok

    def inner():
        return total  # ok
    total = sum(xs)
    sys.stdout.write("x")
    return inner


def two():
    global state
    state = 1  # ok
    try:
        one([])
    except (ValueError, TypeError) as e:  # want
        pass
    except KeyError as e:
        print(e)  # ok
    del count_of  # noqa


def three():
    result = one([])  # want
    return None


def test_client(client):
    assert client
