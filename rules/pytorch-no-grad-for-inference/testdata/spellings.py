import torch
from torch import no_grad


def a(model, x):
    with torch.no_grad():  # want
        return model(x)


@torch.no_grad()  # want
def b(model, x):
    return model(x)


def c(model, loader):
    model.eval()
    with no_grad():  # want
        for x in loader:
            print(model(x))


class Predictor:
    @torch.no_grad()  # want
    def predict(self, x):
        return self.model(x)


def d(model, x):
    with torch.inference_mode():  # ok
        return model(x)


def e(model):
    with torch.no_grad():  # ok
        for p in model.parameters():
            p.add_(1)


def f(model, x, flag):
    with torch.set_grad_enabled(flag):  # ok
        return model(x)


def g(model):
    with torch.no_grad():  # ok
        model.weight.copy_(torch.zeros(3))
