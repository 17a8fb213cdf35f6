A = {"a": 1, "b": 2, "a": 3}  # want
B = {1: "x", 1: "y"}  # want
C = {"a", "b", "a"}  # want


def a(x):
    return {"name": x, "age": 1, "name": 2}  # want


class Config:
    options = {
        "debug": True,
        "port": 80,
        "debug": False,  # want
    }


def b():
    return {(1, 2): "a", (1, 2): "b"}  # want


def c(x):
    return {True: x, 1: 2}  # want


def d(x, y):
    {"a": 1, "b": 1}  # ok
    {x: 1, y: 2}  # ok
    {"a": 1, "A": 1}  # ok
    {"1": 1, 1: 1}  # ok
    {**x, "a": 1}  # ok
    {1, 2, 3}  # ok
