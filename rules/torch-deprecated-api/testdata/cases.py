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
