import pandas as pd


class A:
    def __init__(self, path):
        self.df = pd.read_csv(path)

    def run(self, path, rows: list, table):
        df = pd.read_excel(path)
        df["a"][0] = 1  # want
        df.loc[0]["b"] = 2  # want
        self.df[self.df.x > 1]["y"] = 0  # want
        young = df[df["age"] < 9]
        young["group"] = "child"  # want "copy"
        old = df[df["age"] > 9].copy()
        old["group"] = "adult"
        df.loc[0, "a"] = 1
        df["a"] = 1
        rows[0][1] = 2
        table["a"]["b"] = 1
        d = {"a": {}}
        d["a"]["b"] = 1
        return df.iloc[0]["a"]
