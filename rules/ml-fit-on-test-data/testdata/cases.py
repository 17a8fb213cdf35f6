from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler


def a(x, y):
    X_train, X_test, y_train, y_test = train_test_split(x, y)
    m = LinearRegression()
    m.fit(X_test, y_test)  # want
    return m


def b(df):
    train, test = train_test_split(df)
    s = MinMaxScaler()
    s.fit(test)  # want
    return s.transform(train)


def c(x):
    xtrain, xtest = train_test_split(x, test_size=0.1)
    return MinMaxScaler().fit_transform(xtest)  # want


def d(x, y):
    x_tr, x_val, y_tr, y_val = train_test_split(x, y)
    return LinearRegression().fit(x_val, y_val)  # want


def e(x, y):
    x_train, x_test, y_train, y_test = train_test_split(x, y)
    m = LinearRegression().fit(x_train, y_train)
    return m.predict(x_test), m.score(x_test, y_test)


def f(test):
    return MinMaxScaler().fit(test)


def g(x):
    a, b = train_test_split(x)
    return MinMaxScaler().fit(a), b
