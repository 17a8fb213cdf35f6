import torch


def a(model):
    for p in model.parameters():
        p.require_grad = False  # want


def b(x: torch.Tensor):
    x.requires_gradient = True  # want


def c(layer):
    layer.weight.require_grads = False  # want


class Net(torch.nn.Module):
    def freeze(self):
        for p in self.parameters():
            p.requires_grads = False  # want


def d(model, x):
    for p in model.parameters():
        p.requires_grad = False  # ok
    x.requires_grad_(True)  # ok
    model.require_auth = True  # ok
    x.grad = None  # ok
