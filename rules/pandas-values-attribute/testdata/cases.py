import pandas as pd


def table(path):
    frame = pd.read_csv(path)
    return frame.values.reshape(-1, 28, 28, 1)  # want


def column(path):
    frame = pd.read_csv(path)
    return frame["a"].values + frame["b"].values  # want  # want


def series():
    s = pd.Series([1, 2])
    for x in s.values:  # want
        print(x)


def parameter(frame: pd.DataFrame):
    return list(frame.values)  # want


def mapping(path):
    d = {"a": 1}
    return d.values()  # ok


def written(path):
    frame = pd.read_csv(path)
    frame.values[0] = 1  # ok
    return frame.to_numpy()  # ok


def other(thing):
    return thing.values  # ok


def array(frame: pd.DataFrame):
    return frame["a"].array  # ok
