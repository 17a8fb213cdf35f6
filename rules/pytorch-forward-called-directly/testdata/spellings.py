import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(3, 3)

    def forward(self, x):
        return self.layer.forward(x)  # want


class Deep(Net):
    def forward(self, x):
        return super().forward(x)  # ok


def a(x):
    model = Net()
    return model.forward(x)  # want


def b(x):
    return nn.Linear(3, 2).forward(x)  # want


def c(x: torch.Tensor, net: Net):
    return net.forward(x)  # want


class Plain:
    def forward(self, x):
        return x


def d(x):
    model = Net()
    model(x)  # ok
    Plain().forward(x)  # ok
    return model.layer(x)  # ok
