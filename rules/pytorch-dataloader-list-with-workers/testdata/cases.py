import torch.utils.data as data
from torch.utils.data import DataLoader, Dataset, TensorDataset


class Rows(Dataset):
    def __init__(self, path):
        self.rows = [line.strip() for line in open(path)]

    def __getitem__(self, i):
        return self.rows[i]


class Lazy(Dataset):
    def __init__(self, path):
        self.path = path


def f(x, path, dataset, n):
    a = DataLoader([1, 2, 3], num_workers=2)  # want
    b = DataLoader(dataset=list(x), batch_size=2, num_workers=1)  # want
    c = data.DataLoader({"a": 1}, num_workers=8)  # want
    d = DataLoader(Rows(path), num_workers=2)  # want
    e = DataLoader([1, 2, 3])
    g = DataLoader([1, 2], num_workers=0)
    h = DataLoader(dataset, num_workers=4)
    i = DataLoader(TensorDataset(x), num_workers=4)
    j = DataLoader(Lazy(path), num_workers=4)
    k = DataLoader([1, 2], num_workers=n)
    return a, b, c, d, e, g, h, i, j, k
