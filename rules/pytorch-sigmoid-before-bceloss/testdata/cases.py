import torch
from torch import nn
from torch.nn import functional as F


class T:
    def __init__(self):
        self.act = nn.Sigmoid()
        self.loss = nn.BCELoss()
        self.safe = nn.BCEWithLogitsLoss()

    def step(self, x, y):
        p = self.act(x)
        a = self.loss(p, y)  # want
        b = self.loss(x.sigmoid(), y)  # want
        c = self.safe(torch.sigmoid(x), y)  # want "itself"
        m = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
        d = nn.BCELoss()(m(x), y)  # want
        e = F.binary_cross_entropy(torch.sigmoid(x).squeeze(), y)  # want
        f = self.safe(x, y)
        g = self.loss(x, y)
        h = torch.sigmoid(x)
        i = self.safe(nn.Linear(2, 1)(x), y)
        return a, b, c, d, e, f, g, h, i
