import torch
from torch import nn


def a(model, loader, criterion, optimizer):
    total = 0
    for x, y in loader:
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss  # want
    return total


def b(model, loader, optimizer):
    losses = []
    for x in loader:
        loss = model(x).mean()
        loss.backward()
        optimizer.step()
        losses.append(loss)  # want
    return losses


class Trainer:
    def fit(self, loader):
        running = 0.0
        for x, y in loader:
            loss = self.criterion(self.model(x), y)
            loss.backward()
            running = running + loss  # want
        print(running)


def c(model, loader, criterion):
    epoch_loss = 0
    for epoch in range(3):
        for x, y in loader:
            batch_loss = criterion(model(x), y)
            batch_loss.backward()
            epoch_loss += batch_loss * len(x)  # want


def d(model, loader, criterion):
    total = 0
    for x, y in loader:
        loss = criterion(model(x), y)
        loss.backward()
        total += loss.item()  # ok
        print(float(loss))  # ok
    return total


def e(model, loader, criterion):
    total = 0
    with torch.no_grad():
        for x, y in loader:
            loss = criterion(model(x), y)
            total += loss  # ok
    return total


def f(model, loader, criterion):
    losses = []
    for x, y in loader:
        loss = criterion(model(x), y)
        loss.backward()
        losses.append(loss.detach())  # ok
    return losses
