import pandas as pd


def a():
    df = pd.DataFrame({"a": [1], "b": [2]})
    df["a"][0] = 5  # want
    return df


def b(df: pd.DataFrame):
    df.loc[df["a"] > 1]["b"] = 0  # want


def c(path):
    frame = pd.read_csv(path)
    frame[frame.a > 0]["b"] = 1  # want


def d(path):
    df = pd.read_csv(path)
    part = df[df["a"] > 0]
    part["b"] = 1  # want
    return part


class Table:
    def __init__(self, path):
        self.df = pd.read_excel(path)

    def fix(self):
        self.df["a"]["x"] = 1  # want


def e(path, rows):
    df = pd.read_csv(path)
    df.loc[df["a"] > 0, "b"] = 1  # ok
    df["b"] = 1  # ok
    part = df[df["a"] > 0].copy()
    part["b"] = 1  # ok
    df.at[0, "a"] = 3  # ok
    rows["a"]["b"] = 1  # ok
    nested = {"a": {}}
    nested["a"]["b"] = 1  # ok
