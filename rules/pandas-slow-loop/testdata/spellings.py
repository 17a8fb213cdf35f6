import numpy as np
import pandas as pd


def a(path):
    df = pd.read_csv(path)
    total = 0
    for index, row in df.iterrows():  # want
        total += row["a"] * row["b"]
    return total


def b(df: pd.DataFrame):
    return df.apply(lambda r: r["a"] + r["b"], axis=1)  # want


def c(paths):
    out = pd.DataFrame()
    for p in paths:
        out = pd.concat([out, pd.read_csv(p)])  # want
    return out


def d(values):
    result = np.array([])
    for v in values:
        result = np.append(result, v)  # want
    return result


def e(path):
    df = pd.read_csv(path)
    for i, row in df.iterrows():  # want
        row["a"] = 0
    return df


def f(path, send):
    df = pd.read_csv(path)
    for row in df.itertuples():  # ok
        send(row.a)
    df["c"] = df["a"] * df["b"]  # ok
    frames = [pd.read_csv(p) for p in ("a", "b")]  # ok
    return pd.concat(frames)  # ok
