import sklearn.grid_search  # want
from sklearn import cross_validation  # want
from sklearn.datasets import load_boston  # want
from sklearn.externals import joblib  # want
from sklearn.linear_model import Ridge as R
from sklearn import metrics

a = R(normalize=True)  # want "normalize"
metrics.plot_confusion_matrix(a, [], [])  # want

try:
    from sklearn.cross_validation import KFold
except ImportError:
    from sklearn.model_selection import KFold

b = R(alpha=1.0)
metrics.confusion_matrix([], [])
