from sklearn.cross_validation import train_test_split  # want
from sklearn.externals import joblib  # want
from sklearn.grid_search import GridSearchCV  # want
from sklearn.datasets import load_boston  # want
from sklearn.linear_model import LinearRegression
from sklearn.metrics import plot_confusion_matrix  # want
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import OneHotEncoder
from sklearn.model_selection import cross_val_score  # ok
import joblib as real  # ok


def a(texts):
    LinearRegression(normalize=True)  # want
    vectorizer = CountVectorizer()
    vectorizer.fit(texts)
    vectorizer.get_feature_names()  # want
    OneHotEncoder(sparse=False)  # want
    LinearRegression()  # ok
    vectorizer.get_feature_names_out()  # ok
    OneHotEncoder(sparse_output=False)  # ok
