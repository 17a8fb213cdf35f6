import torch

device = torch.device("cuda")


def f(x, i, y, np):
    a = torch.histc(x)  # want
    x.scatter_add_(0, i, y)  # want
    b = x.index_add(0, i, y)  # want
    c = torch.cumsum(x, 0)  # want
    x.put_(i, y, accumulate=True)  # want
    d = torch.sum(x)
    x.put_(i, y)
    e = x.scatter_(0, i, y)
    g = torch.matmul(x, y)
    return a, b, c, d, e, g
