import numpy as np
import pandas as pd
from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)


def a(x):
    if x == None:  # want
        return 1
    return 2


def b(x):
    return x != None  # want


def c(x):
    while None == x.next:  # want
        x = x.prev


def d(items):
    return [i for i in items if i != None]  # want


def e(x):
    assert x.value != None  # want


def f(x):
    return 1 if x["a"] == None else 2  # want


def g(x, session):
    if x is None:  # ok
        return 1
    if x is not None:  # ok
        return 2
    session.query(User).filter(User.id == None)  # ok
    return x == 0  # ok


def h():
    frame = pd.DataFrame({"a": [1]})
    return frame[frame["a"] == None]  # ok


def i():
    array = np.array([1, None])
    return array == None  # ok
