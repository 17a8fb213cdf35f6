import pandas as pd
from imblearn.over_sampling import RandomOverSampler
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.utils import resample


def a(X, y):
    model = LogisticRegression().fit(X, y)
    return model.score(X, y)  # want


def b(X, y):
    model = RandomForestClassifier()
    model.fit(X, y)
    predictions = model.predict(X)
    return accuracy_score(y, predictions)  # want


def c(frame):
    more = resample(frame, n_samples=1000)  # want
    train, test = train_test_split(more)
    return train, test


def d(frame):
    doubled = pd.concat([frame, frame])  # want
    return train_test_split(doubled)


def e(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y)
    model = LogisticRegression().fit(X_train, y_train)
    return model.score(X_test, y_test)  # ok


def f(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y)
    X_more, y_more = RandomOverSampler().fit_resample(X_train, y_train)
    model = LogisticRegression().fit(X_more, y_more)
    return model.score(X_test, y_test)  # ok


def g(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y)
    model = LogisticRegression().fit(X_train, y_train)
    print(model.score(X_train, y_train))  # ok
    print(model.score(X_test, y_test))  # ok
