import torch
from torch import ones

DEVICE = torch.device("cuda")


class A:
    def run(self, x, n, other):
        a = ones(3).cuda()  # want
        b = torch.arange(n).to(self.device)  # want
        c = torch.zeros_like(x).to("cuda:0")  # want
        t = torch.randn(3)
        d = t.to(DEVICE)  # want
        e = torch.ones(3, device=DEVICE)
        f = torch.ones(3).to(torch.float16)
        g = x.to(DEVICE)
        u = torch.randn(3)
        u = u + 1
        h = u.to(DEVICE)
        i = torch.from_numpy(x).to(DEVICE)
        j = other.zeros(3).cuda()
        return a, b, c, d, e, f, g, h, i, j
