import torch
from torch.utils.data import DataLoader, TensorDataset

device = "cuda" if torch.cuda.is_available() else "cpu"


def loaders(train, test, x, y, options):
    a = DataLoader(train, batch_size=8)  # want
    b = DataLoader(test, num_workers=0, pin_memory=True)  # want
    c = DataLoader(test, num_workers=2)  # want "pinned"
    d = DataLoader(test, num_workers=2, pin_memory=True)  # ok
    e = DataLoader(TensorDataset(x, y), batch_size=8)  # ok
    f = DataLoader(test, **options)  # ok
    return a, b, c, d, e, f


def step(optimizer, loss):
    optimizer.zero_grad(set_to_none=False)  # want
    loss.backward()
    optimizer.zero_grad()  # ok
