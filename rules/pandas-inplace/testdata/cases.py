import pandas as pd


class A:
    def __init__(self, path):
        self.df = pd.read_csv(path)

    def run(self, path, other):
        df = pd.read_parquet(path)
        df.fillna(0)  # want
        self.df.sort_values("a")  # want
        x = df.drop(columns="a", inplace=True)  # want "None"
        df["a"].replace(1, 2)  # want
        df.rename(columns={"a": "b"})  # want
        df.dropna(inplace=True)  # want
        df = df.reset_index()
        other.replace("a", "b")
        other.drop("a")
        y = df.fillna(0).round(2)
        df.to_csv("x")
        df.apply(print, axis=1)
        return x, y
