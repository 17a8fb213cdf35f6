import torch.nn as nn


class Block(nn.Module):
    def forward(self, x):
        return x


class Net(Block):
    def __init__(self):
        super().__init__()
        self.block = Block()
        self.seq = nn.Sequential(nn.ReLU())
        self.other = None

    def forward(self, x):
        y = self.block.forward(x)  # want
        z = self.seq.forward(y)  # want
        w = super().forward(z)
        return self.block(w)

    def again(self, x):
        return self.forward(x)


def f(x, mail):
    net = Net()
    a = net.forward(x)  # want
    b = nn.Linear(2, 2).forward(x)  # want
    c = mail.forward("x")
    d = net(x)
    e = Block.forward
    return a, b, c, d, e
