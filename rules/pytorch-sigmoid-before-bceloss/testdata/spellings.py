import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn import BCELoss, Linear, Sequential, Sigmoid


def a(logits, target):
    return nn.BCELoss()(torch.sigmoid(logits), target)  # want


def b(x, target):
    model = Sequential(Linear(3, 1), Sigmoid())
    criterion = BCELoss()
    return criterion(model(x), target)  # want


def c(logits, target):
    probability = F.sigmoid(logits)
    return F.binary_cross_entropy(probability, target)  # want


def d(logits, target):
    return nn.BCEWithLogitsLoss()(logits.sigmoid(), target)  # want


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 1)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        return self.sigmoid(self.fc(x))


def e(x, target):
    net = Net()
    return nn.BCELoss()(net(x), target)  # want


def f(logits, target, probabilities):
    nn.BCEWithLogitsLoss()(logits, target)  # ok
    F.binary_cross_entropy_with_logits(logits, target)  # ok
    nn.BCELoss()(probabilities, target)  # ok
    F.binary_cross_entropy(probabilities, target)  # ok
