import torch


def f(x):
    torch.log(1.0 + x)  # want "log1p"
    torch.log(x + 1.0)  # want "log1p"
    torch.exp(x) - 1.0  # want "expm1"
    torch.log(2.0 + x)  # ok
    torch.exp(x) - 2.0  # ok
