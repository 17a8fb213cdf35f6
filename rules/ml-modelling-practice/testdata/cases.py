from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import Lasso, LogisticRegression
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.svm import SVC


def reduce(X):
    return PCA(n_components=2).fit_transform(X)  # want


def cluster(X):
    km = KMeans()  # want
    return km.fit_predict(X)


def classify(X, y, X_test, y_test):
    svm = SVC(C=2)  # want
    svm.fit(X, y)
    forest = RandomForestClassifier()  # ok
    forest.fit(X, y)
    lasso = Lasso(random_state=1)  # want "alpha"
    lasso.fit(X, y)
    tuned = Lasso(alpha=0.3)  # ok
    tuned.fit(X, y)
    logistic = LogisticRegression()  # ok
    logistic.fit(X, y)
    print(accuracy_score(y_test, forest.predict(X_test)))  # want "threshold"
    print(accuracy_score(y_test, logistic.predict(X_test)))
    print(confusion_matrix(y_test, logistic.predict(X_test)))
    return SVC(C=1)  # ok
