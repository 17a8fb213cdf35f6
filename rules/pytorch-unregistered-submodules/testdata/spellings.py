import torch
import torch.nn as nn
from torch.nn import Linear, Module, ModuleList


class A(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(3, 3) for _ in range(2)]  # want


class B(Module):
    def __init__(self):
        super().__init__()
        self.heads = {"a": Linear(3, 2), "b": Linear(3, 1)}  # want


class C(torch.nn.Module):
    def __init__(self):
        super(C, self).__init__()
        self.blocks = []  # want
        for _ in range(3):
            self.blocks.append(nn.Conv2d(1, 1, 3))


class D(nn.Module):
    def __init__(self):
        self.fc = nn.Linear(3, 3)  # want
        super().__init__()


class E(nn.Module):
    def __init__(self):
        super().__init__()
        self.weights = (nn.Parameter(torch.zeros(3)), nn.Parameter(torch.ones(3)))  # want


class F(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = ModuleList([nn.Linear(3, 3) for _ in range(2)])  # ok
        self.heads = nn.ModuleDict({"a": Linear(3, 2)})  # ok
        self.sizes = [1, 2, 3]  # ok
        layers = [nn.Linear(3, 3)]  # ok
        self.net = nn.Sequential(*layers)  # ok
