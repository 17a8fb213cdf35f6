import numpy as np
import pandas as pd


class A:
    def run(self, df, parts):
        for i, row in df.iterrows():  # want
            row["a"] = i
        out = pd.DataFrame()
        for p in parts:
            out = pd.concat([out, p])  # want
        a = np.array([])
        while parts:
            a = np.append(a, parts.pop())  # want
        for p in parts:
            self.rows = np.vstack((self.rows, p))  # want
        pieces = []
        for p in parts:
            pieces.append(p)
        out = pd.concat(pieces)
        for p in parts:
            x = pd.concat([p, p])
            print(x)
        for row in df.itertuples():
            print(row)
        return out, a
