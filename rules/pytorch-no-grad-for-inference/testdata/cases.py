import torch
from torch import nn, no_grad


class Net(nn.Module):
    @torch.no_grad()  # want
    def predict(self, x):
        return self(x)

    def reset(self):
        with torch.no_grad():
            self.w.zero_()

    def scale(self, k):
        with torch.no_grad():
            self.w *= k


@no_grad()  # want
def evaluate(model, data):
    return [model(x) for x in data]


def f(model, x):
    with torch.no_grad():  # want
        y = model(x)
    with torch.no_grad(), open("x") as h:  # want
        print(model(x), h)
    with torch.inference_mode():
        z = model(x)
    with torch.no_grad():
        model.weight.data = x
    with torch.set_grad_enabled(False):
        w = model(x)
    return y, z, w
