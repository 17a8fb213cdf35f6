import torch


def a(x, i, y):
    x = x.cuda()
    return x.index_add(0, i, y)  # want


def b(x):
    return torch.bincount(x.to("cuda"))  # want


def c(x):
    y = torch.rand(3, device="cuda")
    return torch.kthvalue(y, 1)  # want


def d(x, y):
    return torch.bmm(x.to_sparse(), y)  # want


def e(x, i, y):
    torch.use_deterministic_algorithms(True)
    return x.cuda().index_add(0, i, y)  # ok


def f(x, i, y):
    return x + y  # ok


def g(x):
    return torch.sort(x.cuda())  # ok


def h(x, y):
    return torch.bmm(x, y)  # ok
