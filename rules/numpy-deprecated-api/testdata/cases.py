import numpy
import numpy as np
from numpy import product  # want
from numpy import float as f, array  # want


def a(x):
    return x.astype(np.float)  # want


def b(x):
    return numpy.alltrue(x > 0), np.in1d(x, x)  # want "alltrue" # want "in1d"


class Mine:
    product = 3


def good(x):
    m = Mine()
    int(m.product)
    if np.__version__ < "1.20":
        return np.int
    try:
        return np.object
    except AttributeError:
        return object
    return np.float64, np.array([1.0]).astype(float), np.isin(x, x), np.random.randint(3)
