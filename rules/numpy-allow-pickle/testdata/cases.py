import numpy
from numpy import load
from numpy.lib import format as fmt

YES = True


def f(path, on):
    a = load(path, allow_pickle=YES)  # want
    b = numpy.load(path, None, True)  # want
    c = numpy.load(path, mmap_mode="r", allow_pickle=1)  # want
    d = fmt.read_array(path, allow_pickle=True)  # want
    e = load(path, allow_pickle=False)
    g = load(path, allow_pickle=on)
    h = load(path, mmap_mode="r")
    return a, b, c, d, e, g, h, numpy.save(path, a, allow_pickle=True)
