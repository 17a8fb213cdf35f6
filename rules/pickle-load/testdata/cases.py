import dill
import joblib
import pandas as pd
import pickle as p
from keras.models import load_model


def f(path, data, model):
    a = joblib.load(path)  # want
    b = pd.read_pickle(path)  # want
    c = p.loads(data)  # want
    d = dill.load(data)  # want
    e = load_model(path, safe_mode=False)  # want
    g = joblib.load("models/known.joblib")
    h = pd.read_parquet(path)
    i = p.dumps(data)
    j = load_model(path)
    return a, b, c, d, e, g, h, i, j
