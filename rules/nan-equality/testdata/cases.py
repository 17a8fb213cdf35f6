import math
from math import nan

import numpy
import pandas as pd


def f(x, df):
    a = x == float("nan")  # want
    b = x != numpy.nan  # want
    c = df[df["a"] == pd.NaT]  # want
    d = nan == x  # want
    e = x in [1, math.nan]  # want
    g = x is pd.NA
    h = math.isnan(x)
    i = x == float("inf")
    j = pd.isna(x)
    k = x in [1, 2]
    m = numpy.isnan(x) == True
    return a, b, c, d, e, g, h, i, j, k, m
