import torch
from torch import optim
from torch.optim import SGD


def a(model, loader, criterion):
    optimizer = optim.Adam(model.parameters())
    for x, y in loader:
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()  # want


def b(model, loader, criterion):
    opt = SGD(model.parameters(), lr=0.1)
    for epoch in range(3):
        for x, y in loader:
            criterion(model(x), y).backward()
            opt.step()  # want


class Trainer:
    def __init__(self, model):
        self.model = model
        self.optimizer = torch.optim.Adam(model.parameters())

    def fit(self, loader):
        for x in loader:
            loss = self.model(x).mean()
            loss.backward()
            self.optimizer.step()  # want


def c(model, x):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    while True:
        loss = model(x).sum()
        loss.backward()
        optimizer.step()  # want
        if loss < 1:
            break


def d(model, loader, criterion):
    optimizer = optim.Adam(model.parameters())
    for x, y in loader:
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()  # ok


def e(model, loader, criterion):
    optimizer = optim.Adam(model.parameters())
    for x, y in loader:
        criterion(model(x), y).backward()
        optimizer.step()  # ok
        model.zero_grad()


def f(model, loader, criterion):
    optimizer = optim.Adam(model.parameters())
    for i, (x, y) in enumerate(loader):
        criterion(model(x), y).backward()
        if i % 4 == 0:
            optimizer.step()  # ok
            optimizer.zero_grad()


def g(model, loader, criterion):
    optimizer = optim.Adam(model.parameters())
    for x, y in loader:
        for p in model.parameters():
            p.grad = None
        criterion(model(x), y).backward()
        optimizer.step()  # ok
