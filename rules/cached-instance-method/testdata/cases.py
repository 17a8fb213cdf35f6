from enum import Enum
from functools import cache, cached_property, lru_cache


class A:
    @cache
    def x(self):  # want
        return 1

    @lru_cache
    def y(self, k):  # want
        return k

    @cached_property
    def z(self):
        return 1

    @classmethod
    @lru_cache(maxsize=8)
    def w(cls, k):
        return k


class Color(Enum):
    RED = 1

    @cache
    def name_of(self):
        return self.name


@lru_cache
async def fetch(url):  # want
    return url


@cache
def rows(n):  # want
    yield n


@lru_cache(maxsize=None)
def fine(n):
    return n


@cache
def outer():
    return [i for i in range(3)]
