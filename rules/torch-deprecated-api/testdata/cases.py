import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Variable  # want
from torchvision import models, transforms
from functorch import vmap  # want

x = torch.symeig(torch.eye(2))  # want
y = F.sigmoid(torch.ones(1))  # ok: its warning was taken back
nn.init.constant(torch.empty(1), 0)  # want
models.vgg16(pretrained=True)  # want
transforms.Scale(3)  # want
with torch.cuda.amp.autocast():  # want
    pass

torch.linalg.eigh(torch.eye(2))
torch.sigmoid(torch.ones(1))
models.vgg16(weights=None)
range(3)


def called(x, flags):
    from torch import qr as old  # want
    from torch.utils.checkpoint import checkpoint

    old(x)  # want "torch.linalg.qr"
    checkpoint(called, x)  # want "without use_reentrant"
    checkpoint(called, x, use_reentrant=False)  # ok
    checkpoint(called, x, **flags)  # ok: it may be among them
    models.resnet50(True)  # want "pretrained"
    models.resnet50(weights=None, progress=False)  # ok
    models.detection.ssd300_vgg16(pretrained_backbone=True)  # want "weights_backbone"
