import numpy as np
import numpy
from numpy import float_  # want


def a(x, y):
    np.int(x)  # want
    np.array(x, dtype=np.float)  # want
    np.product(x)  # want
    np.in1d(x, y)  # want
    np.Inf  # want
    numpy.NaN  # want
    np.asfarray(x)  # want
    x.astype(np.bool)  # want
    np.int64(x)  # ok
    np.array(x, dtype=float)  # ok
    np.prod(x)  # ok
    np.isin(x, y)  # ok
    np.inf  # ok
    x.astype(np.bool_)  # ok
