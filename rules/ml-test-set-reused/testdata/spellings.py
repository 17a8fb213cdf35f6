from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import Ridge
from sklearn.metrics import accuracy_score
from sklearn.model_selection import GridSearchCV, train_test_split


def a(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y)
    best = 0
    for depth in range(1, 10):
        model = RandomForestClassifier(max_depth=depth).fit(X_train, y_train)
        score = model.score(X_test, y_test)  # want
        if score > best:
            best = score
    return best


def b(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y)
    scores = {}
    for alpha in (0.1, 1, 10):
        model = Ridge(alpha=alpha)
        model.fit(X_train, y_train)
        scores[alpha] = model.score(X_test, y_test)  # want
    return max(scores, key=scores.get)


def c(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y)
    model = GridSearchCV(Ridge(), {"alpha": [1, 2]}).fit(X_train, y_train)
    return model.score(X_test, y_test)  # ok


def d(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y)
    model = RandomForestClassifier().fit(X_train, y_train)
    predictions = model.predict(X_test)
    print(accuracy_score(y_test, predictions))  # ok
    print(model.score(X_test, y_test))  # ok
