import torch
from torch.utils.data import DataLoader, Dataset, TensorDataset
import torch.utils.data as data


def a(rows):
    return DataLoader([1, 2, 3], batch_size=2, num_workers=4)  # want


def b(rows):
    items = [r * 2 for r in rows]
    return DataLoader(items, num_workers=2)  # want


def c(rows):
    return data.DataLoader(dataset=list(rows), num_workers=1)  # want


def d():
    return torch.utils.data.DataLoader({"a": 1}, num_workers=8)  # want


class Rows(Dataset):
    def __init__(self, path):
        self.rows = [line for line in open(path)]

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        return self.rows[i]


def e(path):
    return DataLoader(Rows(path), num_workers=4)  # want


def f(rows, dataset):
    DataLoader([1, 2, 3], batch_size=2)  # ok
    DataLoader(list(rows), num_workers=0)  # ok
    DataLoader(TensorDataset(rows), num_workers=4)  # ok
    DataLoader(dataset, num_workers=4)  # ok
