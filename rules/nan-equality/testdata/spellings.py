import math

import numpy as np
import pandas as pd
from numpy import nan


def a(x):
    return x == np.nan  # want


def b(x):
    if x != math.nan:  # want
        return x


def c(x):
    return x == float("nan")  # want


def d(x):
    return x in [np.nan, None]  # want


def e(frame):
    return frame[frame["a"] == nan]  # want


def f(x):
    return x == pd.NA or x == pd.NaT  # want # want


def g(x):
    np.isnan(x)  # ok
    math.isnan(x)  # ok
    pd.isna(x)  # ok
    if x is pd.NA:  # ok
        return x
    return x == 0  # ok


MISSING = float("nan")


def h(x):
    return x == MISSING  # want


def i(x):
    result = np.nan
    if x.size:
        result = x.sum()
    return result == 0  # ok


def j(x, low):
    low = x[0] if low >= 0 else np.nan  # ok
    for value in x:
        if value == low:  # ok
            low = math.nan
    return low
