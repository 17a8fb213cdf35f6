import torch
import torch as th
from safetensors.torch import load_file
from torch import load


def a(path):
    return torch.load(path)  # want


def b(path):
    return load(path, map_location="cpu", weights_only=False)  # want


def c(model):
    model.load_state_dict(th.load("model.pt"))  # want


def d():
    return torch.hub.load("someone/repo", "model")  # want


class Loader:
    def get(self, path):
        with open(path, "rb") as f:
            return torch.load(f, map_location=torch.device("cpu"))  # want


def e(path, flag):
    torch.load(path, weights_only=True)  # ok
    load_file("model.safetensors")  # ok
    load(path, map_location="cpu", weights_only=True)  # ok
    torch.load(path, weights_only=flag)  # ok
