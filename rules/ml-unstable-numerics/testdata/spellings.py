import math

import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F


def a(x):
    return np.log(1 + x)  # want


def b(x):
    return np.exp(x) - 1  # want


def c(x):
    return torch.log(torch.softmax(x, dim=1))  # want


def d(x):
    return np.log(np.sum(np.exp(x)))  # want


def e(x):
    return torch.log(torch.sum(torch.exp(x)))  # want


def f(x):
    return tf.math.log(tf.nn.softmax(x))  # want


def g(x):
    return torch.log(torch.sigmoid(x))  # want


def h(x):
    return x / torch.norm(x)  # want


def i(x):
    np.log1p(x)  # ok
    np.expm1(x)  # ok
    torch.logsumexp(x, dim=0)  # ok
    F.log_softmax(x, dim=1)  # ok
    torch.log(torch.clamp(x, min=1e-6))  # ok
    torch.log(torch.softmax(x, dim=1) + 1e-8)  # ok
    F.logsigmoid(x)  # ok
    return x / (torch.norm(x) + 1e-8)  # ok
