import functools
from functools import cache, cached_property, lru_cache


class A:
    @functools.lru_cache
    def a(self, x):  # want
        return x

    @lru_cache(maxsize=None)
    def b(self):  # want
        return 1

    @cache
    def c(self, x):  # want
        return x

    @functools.lru_cache(128)
    async def d(self):  # want
        return 1

    @staticmethod
    @lru_cache
    def e(x):  # ok
        return x

    @classmethod
    @lru_cache(maxsize=8)
    def f(cls, x):  # ok
        return x

    @cached_property
    def g(self):  # ok
        return 1


@cache
def h(x):  # ok
    return x


@lru_cache
def i(n):  # want
    for x in range(n):
        yield x


@cache
async def j():  # want
    return 1
