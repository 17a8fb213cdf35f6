import sklearn.model_selection
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def a(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y)
    scaler = StandardScaler()
    X_train = scaler.fit_transform(X_train)
    X_test = scaler.fit_transform(X_test)  # want
    return X_train, X_test


def b(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y)
    return LogisticRegression().fit(X_test, y_test)  # want


def c(data):
    train, test = sklearn.model_selection.train_test_split(data)
    model = LogisticRegression()
    model.fit(test[["a"]], test["b"])  # want
    return model


class Experiment:
    def run(self, X, y):
        a, b, c, d = train_test_split(X, y)
        scaler = StandardScaler().fit(b)  # want
        return scaler.transform(a)


def d(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y)
    scaler = StandardScaler().fit(X_train)  # ok
    scaler.transform(X_test)  # ok
    model = LogisticRegression().fit(X_train, y_train)  # ok
    return model.predict(X_test)  # ok
