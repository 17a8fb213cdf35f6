import torch
from torch import Tensor, zeros


class A:
    def run(self, tensor, x: Tensor, y, counter):
        a = tensor.mul_(2)  # want
        b = x.clamp_(0, 1)  # want
        z = zeros(3)
        c = z.fill_(1)  # want
        w = torch.rand(3)
        d = w.sub_(1).div_(2)
        e = w.zero_()  # want
        z = z.copy_(x)
        w.add_(1)
        f = y.do_()
        g = torch.empty(3).uniform_()
        h = w.requires_grad_()
        i = counter.__add__(1)
        return a, b, c, d, e, f, g, h, i, x.add(1)
