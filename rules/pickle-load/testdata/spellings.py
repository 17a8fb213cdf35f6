import io
import pickle
import pickle as pkl
import shelve
from pickle import load, loads
import marshal

import boto3
import dill
import joblib
import pandas as pd
import requests


def a(path):
    with open(path, "rb") as f:
        return pickle.load(f)  # want


def b(data):
    return loads(data)  # want


def c(path):
    return joblib.load(path)  # want


def d(url):
    return pkl.loads(requests.get(url).content)  # unsafe-deserialization says so


def e(key):
    s3 = boto3.client("s3")
    body = s3.get_object(Bucket="models", Key=key)["Body"].read()
    return pickle.loads(body)  # want


def f(path):
    return pd.read_pickle(path)  # want


def g(data):
    return dill.loads(data)  # want


def h(data):
    return marshal.loads(data)  # want


def i(path):
    return shelve.open(path)  # want


def j(stream):
    return pickle.Unpickler(stream).load()  # want


def k(value):
    data = pickle.dumps(value)
    return pickle.loads(data)  # ok


def l(value):
    buffer = io.BytesIO()
    pickle.dump(value, buffer)  # ok
    buffer.seek(0)
    return pickle.load(buffer)  # ok


def m():
    with open("cache/words.pickle", "rb") as f:
        return pickle.load(f)  # ok


def n(frame):
    frame.to_pickle("a.pkl")  # ok
