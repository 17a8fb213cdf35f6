import torch
import torch.nn as nn
from torch.nn import Linear, Module


class Block(Module):
    pass


class A(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = [Linear(1, 1), Linear(1, 1)]  # want
        self.b = {"x": nn.Conv2d(1, 1, 1)}  # want
        self.c = tuple([1])
        self.d = (nn.ReLU(), 3)  # want
        self.e = [Block() for _ in range(3)]  # want
        self.f = nn.Sequential(*[Block() for _ in range(3)])
        self.g = [1, 2]
        self.h = nn.ModuleDict({"x": Block()})
        self.i = [nn.CrossEntropyLoss()]


class B(Block):
    def __init__(self):
        self.fc = nn.Linear(1, 1)  # want "before"
        super().__init__()
        self.parts = [Linear(1, 1)]
        self.all = nn.ModuleList(self.parts)


class C:
    def __init__(self):
        self.layers = [nn.Linear(1, 1)]


class D(torch.nn.Module):
    def __init__(self):
        torch.nn.Module.__init__(self)
        self.p = nn.ParameterList([nn.Parameter(torch.zeros(1))])
        local = [Linear(1, 1)]
        print(local)
