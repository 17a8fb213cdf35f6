import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn import CrossEntropyLoss, Linear, Sequential, Softmax


def a(logits, target):
    return F.cross_entropy(F.softmax(logits, dim=1), target)  # want


def b(x, target):
    model = Sequential(Linear(3, 2), Softmax(dim=1))
    criterion = CrossEntropyLoss()
    return criterion(model(x), target)  # want


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 2)

    def forward(self, x):
        return F.softmax(self.fc(x), dim=1)


def c(x, target):
    net = Net()
    loss = nn.CrossEntropyLoss()
    out = net(x)
    return loss(out, target)  # want


def d(logits, target):
    output = torch.log_softmax(logits, dim=1)
    return nn.CrossEntropyLoss()(output, target)  # want


class Plain(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 2)

    def forward(self, x):
        return self.fc(x)


def e(x, logits, target):
    net = Plain()
    F.cross_entropy(logits, target)  # ok
    nn.CrossEntropyLoss()(net(x), target)  # ok
    F.nll_loss(F.log_softmax(logits, dim=1), target)  # ok
    loss = F.cross_entropy(logits, target)  # ok
    return loss, F.softmax(logits, dim=1)
