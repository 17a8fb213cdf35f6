import torch
from functorch import vmap  # want
from torch.autograd import Variable  # want
from torch.cuda.amp import autocast  # want
from torchvision import models


def a(x, y):
    torch.symeig(x)  # want
    torch.qr(x)  # want
    torch.norm(x)  # want
    torch.ger(x, y)  # want
    torch.nn.init.xavier_uniform(x)  # want
    models.resnet18(pretrained=True)  # want
    torch.range(0, 3)  # want
    torch.linalg.qr(x)  # ok
    torch.linalg.norm(x)  # ok
    torch.outer(x, y)  # ok
    torch.nn.init.xavier_uniform_(x)  # ok
    models.resnet18(weights="DEFAULT")  # ok
    torch.arange(0, 3)  # ok
