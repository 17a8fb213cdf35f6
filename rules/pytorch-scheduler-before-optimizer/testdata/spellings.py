import torch
from torch.optim.lr_scheduler import OneCycleLR, StepLR


def a(model, loader):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    scheduler = StepLR(optimizer, 10)
    for epoch in range(3):
        scheduler.step()  # want
        for x in loader:
            optimizer.zero_grad()
            model(x).sum().backward()
            optimizer.step()


def b(model, loader):
    opt = torch.optim.Adam(model.parameters())
    sched = torch.optim.lr_scheduler.ExponentialLR(opt, 0.9)
    for x in loader:
        opt.zero_grad()
        model(x).sum().backward()
        sched.step()  # want
        opt.step()


class Trainer:
    def fit(self, model, loader):
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 10)
        for epoch in range(3):
            scheduler.step()  # want
            self.train(model, loader, optimizer)
            optimizer.step()


def c(model, loader):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    scheduler = StepLR(optimizer, step_size=10)
    for epoch in range(3):
        for x in loader:
            optimizer.zero_grad()
            model(x).sum().backward()
            optimizer.step()
            scheduler.step()  # want


def d(model, loader):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    scheduler = StepLR(optimizer, 10)
    for epoch in range(3):
        for x in loader:
            optimizer.zero_grad()
            model(x).sum().backward()
            optimizer.step()
        scheduler.step()  # ok


def e(model, loader):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    scheduler = OneCycleLR(optimizer, 0.1, total_steps=100)
    for epoch in range(3):
        for x in loader:
            optimizer.zero_grad()
            model(x).sum().backward()
            optimizer.step()
            scheduler.step()  # ok


def f(model, scheduler, optimizer):
    optimizer.step()
    scheduler.step()  # ok


def g(game):
    for turn in game:
        turn.step()  # ok
