from sklearn import ensemble, model_selection
from sklearn.cluster import KMeans
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import KFold, train_test_split


class A:
    def run(self, x, y, seed, kw):
        a = ensemble.RandomForestClassifier(n_estimators=3)  # want
        b = KMeans()  # want
        c = KFold(5, shuffle=True)  # want
        d = model_selection.train_test_split(x, y, random_state=None)  # want
        e = KFold(5)
        f = train_test_split(x, y, shuffle=False)
        g = KMeans(random_state=seed)
        h = LinearRegression()
        i = KMeans(**kw)
        return a, b, c, d, e, f, g, h, i
