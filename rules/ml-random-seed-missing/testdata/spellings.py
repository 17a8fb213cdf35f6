import numpy as np
import torch
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import KFold, ShuffleSplit, train_test_split


def a(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)  # want
    model = RandomForestClassifier(n_estimators=10)  # want
    model.fit(X_train, y_train)
    return model


def b():
    return KFold(n_splits=5, shuffle=True)  # want


def c():
    return ShuffleSplit(n_splits=3)  # want


def d(X, y):
    X_train, X_test = train_test_split(X, random_state=0)  # ok
    model = RandomForestClassifier(random_state=1)  # ok
    KFold(5)  # ok
    KFold(5, shuffle=True, random_state=3)  # ok
    return model.fit(X_train, y)
