import pandas as pd


def a():
    df = pd.DataFrame({"a": [1]})
    df = df.dropna(inplace=True)  # want
    return df


def b(df: pd.DataFrame):
    df.drop(columns=["a"])  # want
    return df


def c(path):
    frame = pd.read_csv(path)
    result = frame.sort_values("a", inplace=True)  # want
    return result


def d(path):
    df = pd.read_csv(path)
    df.rename(columns={"a": "b"})  # want
    df.fillna(0)  # want
    return df


def e(df: pd.DataFrame):
    df.reset_index(drop=True, inplace=True)  # want
    return df


def f(path, items):
    df = pd.read_csv(path)
    df = df.dropna()  # ok
    df.insert(0, "x", 1)  # ok
    df.to_csv(path)  # ok
    items.drop("a")  # ok
    return df.fillna(0)  # ok
