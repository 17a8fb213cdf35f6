import torch
import torch.nn as nn
import torch.nn.functional as F


class Train:
    def __init__(self):
        self.loss = nn.NLLLoss()
        self.act = nn.Softmax(dim=1)

    def step(self, x, y):
        p = self.act(x)
        a = self.loss(p, y)  # want
        b = nn.NLLLoss()(torch.softmax(x, 1), y)  # want
        c = self.loss(x.softmax(1), y)  # want
        criterion = nn.NLLLoss()
        q = F.softmax(x, dim=1)
        d = criterion(q, y)  # want
        e = criterion(torch.log(q), y)
        f = self.loss(F.log_softmax(x, dim=1), y)
        g = self.loss(nn.LogSoftmax(dim=1)(x), y)
        h = nn.CrossEntropyLoss()(x, y)
        i = self.loss(x, y)
        return a, b, c, d, e, f, g, h, i
