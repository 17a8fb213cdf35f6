import pandas
import pandas as pd
from pandas import DataFrame, read_csv


def pipeline(path, options):
    a = read_csv(path)  # want
    b = pd.read_csv(path, sep=";")  # want
    c = pd.read_table(path, usecols=[0, 1])  # ok
    d = pd.read_csv(path, **options)  # ok
    e = pandas.merge(a, b)  # want
    f = pd.merge(a, b, "left", "id")  # ok
    g = a.merge(b, left_index=True, right_index=True)  # ok
    h = a.merge(b, how="outer")  # want
    i = a.merge(b, how="cross")  # ok
    return c, d, e, f, g, h, i


def other(a: DataFrame, b):
    return a.merge(b)  # want


def no_table(settings, more):
    return settings.merge(more)  # ok
