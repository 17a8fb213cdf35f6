import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn import NLLLoss


def a(logits, target):
    loss = nn.NLLLoss()
    return loss(F.softmax(logits, dim=1), target)  # want


def b(logits, target):
    probabilities = torch.softmax(logits, dim=-1)
    return F.nll_loss(probabilities, target)  # want


def c(logits, target):
    softmax = nn.Softmax(dim=1)
    criterion = NLLLoss()
    return criterion(softmax(logits), target)  # want


class Trainer:
    def __init__(self):
        self.criterion = nn.NLLLoss()

    def step(self, logits, target):
        return self.criterion(logits.softmax(1), target)  # want


def d(logits, target):
    nn.NLLLoss()(F.log_softmax(logits, dim=1), target)  # ok
    F.nll_loss(torch.log(F.softmax(logits, dim=1)), target)  # ok
    F.nll_loss(nn.LogSoftmax(dim=1)(logits), target)  # ok
    nn.CrossEntropyLoss()(logits, target)  # ok
