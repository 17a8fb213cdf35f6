import torch


def f(x, model, flags):
    x.require_grad = True  # want
    model.weight.requires_gradient = False  # want
    y = torch.zeros(3)
    y.requires_grads = True  # want
    model.layers[0].bias.requires_gard = False  # want
    x.requires_grad = True
    y.requires_grad_()
    flags.gradient = True
    z = torch.zeros(3, requires_grad=True)
    require_grad = x.requires_grad
    return z, require_grad
