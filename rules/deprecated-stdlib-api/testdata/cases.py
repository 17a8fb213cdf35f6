import collections
import imp  # want
import time
import unittest
from collections import Mapping, OrderedDict  # want
from distutils.core import setup  # want
from fractions import gcd  # want

try:
    from collections.abc import Iterable
except ImportError:
    from collections import Iterable


class T(unittest.TestCase):
    def test(self):
        self.assertEquals(1, 1)  # want
        t = time.clock()  # want
        x = isinstance(t, collections.Callable)  # want
        self.assertEqual(x, t)
        y = collections.OrderedDict()
        z = collections.abc.Callable
        if hasattr(time, "clock"):
            t = time.clock()
        return y, z, self.clock(), Mapping, OrderedDict, setup, gcd, imp, Iterable
