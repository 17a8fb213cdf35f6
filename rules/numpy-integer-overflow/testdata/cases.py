import numpy as np
import pandas as pd
import torch
from numpy import int8

BIG = 70000


def f(x):
    a = np.uint8(256)  # want
    b = int8(-129)  # want
    c = np.array([[1, 2], [BIG, 3]], dtype="uint16")  # want
    d = np.full(3, -1, dtype=np.uint32)  # want
    e = torch.tensor([300], dtype=torch.uint8)  # want
    g = pd.Series([2**40], dtype="int32")  # want
    h = np.uint8(255)
    i = np.array([1, 300], dtype=np.int16)
    j = np.array([1e9, 300])
    k = np.uint8(x)
    m = np.array(x, dtype=np.int8)
    n = np.full(3, 300, dtype=np.float32)
    return a, b, c, d, e, g, h, i, j, k, m, n
