import torch
from torch import zeros


def a(device):
    return torch.zeros(3).to(device)  # want


def b():
    return torch.rand(3, 3).cuda()  # want


def c(device):
    x = torch.tensor([1, 2])
    x = x.to(device)  # want
    return x


def d():
    return zeros(5).to("cuda:0")  # want


class Model:
    def run(self, device):
        noise = torch.randn(2, 2).to(device=device)  # want
        return noise


def e(device, array, loader):
    torch.zeros(3, device=device)  # ok
    torch.from_numpy(array).to(device)  # ok
    torch.zeros(3).to(torch.float16)  # ok
    for batch in loader:
        batch.to(device)  # ok
    return torch.ones(3)  # ok
