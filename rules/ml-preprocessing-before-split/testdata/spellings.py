import numpy as np
import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.decomposition import PCA
from sklearn.feature_selection import SelectKBest
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, MinMaxScaler, StandardScaler
from sklearn.linear_model import LogisticRegression
import sklearn.model_selection as ms


def a(X, y):
    X = StandardScaler().fit_transform(X)  # want
    return train_test_split(X, y)


def b(X, y):
    scaler = MinMaxScaler()
    scaled = scaler.fit_transform(X)  # want
    X_train, X_test, y_train, y_test = train_test_split(scaled, y, test_size=0.2)
    return X_train, X_test


def c(X, y):
    X_res, y_res = SMOTE().fit_resample(X, y)
    return ms.train_test_split(X_res, y_res)


def d(X, y):
    selected = SelectKBest(k=3).fit_transform(X, y)  # want
    return cross_val_score(LogisticRegression(), selected, y)


class Experiment:
    def run(self, frame, y):
        reduced = PCA(2).fit_transform(frame)  # want
        train, test = train_test_split(reduced)
        return train, test


def e(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y)
    scaler = StandardScaler().fit(X_train)  # ok
    return scaler.transform(X_train), scaler.transform(X_test)  # ok


def f(X, y):
    y = LabelEncoder().fit_transform(y)  # ok
    return train_test_split(X, y)


def g(X, y):
    return cross_val_score(make_pipeline(StandardScaler(), LogisticRegression()), X, y)  # ok


def h(X, y):
    X = np.log1p(X)  # ok
    return train_test_split(X, y)
