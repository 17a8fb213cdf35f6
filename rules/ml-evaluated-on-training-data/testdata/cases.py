from sklearn.cluster import KMeans
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, mean_squared_error
from sklearn.model_selection import train_test_split


def forgot_the_test_part(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y)
    clf = LogisticRegression()
    clf.fit(X_train, y_train)
    pred = clf.predict(X_train)
    print(accuracy_score(y_train, pred))  # want


def direct(df):
    reg = LinearRegression().fit(df[["a"]], df["b"])
    reg.fit(df[["a"]], df["b"])
    print(mean_squared_error(df["b"], reg.predict(df[["a"]])))  # want


def by_score(X, y):
    model = LinearRegression()
    model.fit(X, y)
    r2 = model.score(X, y)  # want
    print(r2, model.coef_)


def probability(X, y):
    model = LogisticRegression()
    model.fit(X, y)
    p = model.predict_proba(X)[:, 1]
    print(accuracy_score(y, p > 0.5))
    print(accuracy_score(y, model.predict(X)))  # want


def both(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y)
    model = LinearRegression()
    model.fit(X_train, y_train)
    print(model.score(X_train, y_train))  # ok
    print(model.score(X_test, y_test))


def unsupervised(X):
    km = KMeans(3)
    km.fit(X)
    print(km.score(X))  # ok


def returned(X, y):
    model = LinearRegression()
    model.fit(X, y)
    print(model.score(X, y))  # ok
    return model


def handed(X, y, evaluate):
    model = LinearRegression()
    model.fit(X, y)
    print(model.score(X, y))  # ok
    evaluate(model)


def elsewhere(X, y, X_new, y_new):
    model = LinearRegression()
    model.fit(X, y)
    print(mean_squared_error(y_new, model.predict(X_new)))  # ok
