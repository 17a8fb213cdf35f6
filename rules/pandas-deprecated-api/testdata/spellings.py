import pandas as pd


def a(path):
    df = pd.DataFrame({"a": [1]})
    df.append({"a": 2}, ignore_index=True)  # want
    df.ix[0]  # want
    for name, column in df.iteritems():  # want
        print(name, column)
    df.lookup([0], ["a"])  # want
    df.get_value(0, "a")  # want
    pd.Panel()  # want
    return df


def b(items, df: pd.DataFrame):
    items.append(1)  # ok
    pd.concat([df, df])  # ok
    for name, column in df.items():  # ok
        print(name, column)
    df.loc[0]  # ok
    df.isna()  # ok
