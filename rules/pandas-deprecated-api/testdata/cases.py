import pandas
import pandas as pd
from pandas.tools.plotting import scatter_matrix  # want


def a(path):
    pd.read_csv(path, error_bad_lines=False)  # want "error_bad_lines"
    df = pd.DataFrame({"a": [1]})
    s = pd.Series([1])
    return df.ix[0], s.append(s), pandas.rolling_mean(s, 3)  # want "ix" # want "append" # want "rolling_mean"


def good(path):
    items = []
    items.append(1)
    df = pd.read_csv(path, on_bad_lines="skip")
    if hasattr(df, "append"):
        df.append(df)
    return df.loc[0], {}.items(), pd.concat([df, df])
