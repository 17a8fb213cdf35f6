import torch as th
from torch import load
from torch.package import PackageImporter


class Trainer:
    def resume(self, path, kw):
        a = load(path, map_location="cpu")  # want
        b = th.load(path, weights_only=False)  # want "off"
        c = th.hub.load("someone/repo", "model")  # want
        d = PackageImporter(path)  # want
        e = th.load(path, weights_only=True)
        f = th.load(path, **kw)
        g = th.hub.load("pytorch/vision:v0.10.0", "resnet18")
        h = th.hub.load("./here", "model", source="local")
        return a, b, c, d, e, f, g, h


def other(json, f):
    return json.load(f)
