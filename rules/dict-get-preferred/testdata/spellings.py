import logging

import pandas as pd


def a(d, key):
    try:
        value = d[key]
    except KeyError:  # want
        value = None
    return value


def b(d):
    try:
        return d["a"]
    except KeyError:  # want
        return 0


def c(d, key):
    return d[key] if key in d else "default"  # want


def d(d, key):
    if key in d:  # want
        value = d[key]
    else:
        value = 0
    return value


class Settings:
    def get(self, name):
        try:
            return self.values[name]
        except KeyError:  # want
            return None


def e(d, key):
    d.get(key, 0)  # ok
    try:
        value = d[key]  # ok
    except KeyError:
        logging.warning("missing")
        value = 0
    try:
        value = d[key]  # ok
    except KeyError:
        raise ValueError(key)
    try:
        value = d[compute(key)].strip()  # ok
    except KeyError:
        value = compute(0)
    return value


def compute(x):
    return x
