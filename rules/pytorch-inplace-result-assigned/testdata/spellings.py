import torch
from torch import Tensor


def a(x: torch.Tensor):
    y = x.add_(1)  # want
    return y


def b():
    x = torch.zeros(3)
    z = x.clamp_(0, 1)  # want
    return x, z


def c(x: Tensor):
    doubled = x.mul_(2)  # want
    return doubled


def d():
    weights = torch.rand(3)
    other = weights.zero_()  # want
    return other


def e(x: torch.Tensor):
    x.add_(1)  # ok
    x = x.mul_(2)  # ok
    fresh = torch.empty(3).random_()  # ok
    copy = x.add(1)  # ok
    x.requires_grad_()  # ok
    return x, fresh, copy
