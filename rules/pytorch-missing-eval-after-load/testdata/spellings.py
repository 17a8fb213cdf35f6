import torch
import torchvision
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        return x


def a(path, x):
    model = Net()
    model.load_state_dict(torch.load(path, weights_only=True))  # want
    return model(x)


def b(path, x):
    model = torch.load(path)  # want
    return model(x)


def c(path, x):
    net = torchvision.models.resnet18()
    state = torch.load(path, weights_only=True)
    net.load_state_dict(state)  # want
    with torch.no_grad():
        return net(x)


class Predictor:
    def __init__(self, path):
        self.model = Net()
        self.model.load_state_dict(torch.load(path, weights_only=True))  # want

    def predict(self, x):
        return self.model(x)


def d(path, x):
    model = Net()
    model.load_state_dict(torch.load(path, weights_only=True))  # ok
    model.eval()
    return model(x)


def e(path, x):
    model = Net()
    model.load_state_dict(torch.load(path, weights_only=True))  # ok
    model.train()
    return model(x)


def f(path, optimizer):
    optimizer.load_state_dict(torch.load(path, weights_only=True))  # ok


def g(path, x):
    model = Net()
    model.load_state_dict(torch.load(path, weights_only=True))  # ok
    optimizer = torch.optim.Adam(model.parameters())
    model(x).sum().backward()
    optimizer.step()
