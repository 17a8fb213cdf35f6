import numpy
import numpy as np
from numpy import load
from numpy.lib.format import read_array


def a(path):
    return np.load(path, allow_pickle=True)  # want


def b(path):
    return load(path, None, True)  # want


def c(path):
    with numpy.load(path, allow_pickle=True) as data:  # want
        return data["a"]


def d(file):
    return read_array(file, allow_pickle=True)  # want


class Store:
    def read(self, path):
        return np.load(file=path, mmap_mode=None, allow_pickle=1)  # want


def e(path, flag):
    np.load(path)  # ok
    np.load(path, allow_pickle=False)  # ok
    load(path, "r")  # ok
    np.save(path, [1], allow_pickle=True)  # ok
