import numpy as np
import pandas as pd
import torch
from numpy import array, int8, uint8


def a():
    return np.array([1, 300], dtype=np.uint8)  # want


def b():
    return int8(200)  # want


def c():
    return np.full((2, 2), 70000, dtype="int16")  # want


def d():
    return array([[1, 2], [3, -1]], dtype=uint8)  # want


def e():
    return torch.tensor([1000], dtype=torch.int8)  # want


def f():
    return pd.Series([40000], dtype="int16")  # want


def g():
    value = 3000000000
    return np.int32(value)  # want


def h():
    return np.asarray([1, 2**40], np.int32)  # want


def i(values):
    np.array([1, 255], dtype=np.uint8)  # ok
    np.array([1, 300], dtype=np.int16)  # ok
    np.array([1.5, 300], dtype=np.float32)  # ok
    np.array(values, dtype=np.uint8)  # ok
    np.int64(2**40)  # ok
    np.array([300], dtype=object)  # ok
