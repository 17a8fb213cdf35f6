import math

import numpy as np
import torch
import torch.nn.functional as F


def f(x, y, docs):
    a = torch.log(1 + x)  # want
    b = np.exp(x) - 1  # want
    c = np.log(np.sum(np.exp(x), axis=1))  # want
    d = torch.log(F.softmax(x, dim=1))  # want
    e = torch.log(torch.sigmoid(x))  # want
    g = F.softmax(x, dim=1).log()  # want
    h = torch.log1p(x)
    i = np.expm1(x)
    j = F.log_softmax(x, dim=1)
    k = np.log(x + 1e-9)
    m = math.log(1 + len(docs))
    n = np.exp(x) - y
    return a, b, c, d, e, g, h, i, j, k, m, n
