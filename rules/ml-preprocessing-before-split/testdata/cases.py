import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, MinMaxScaler

# A statistic of all rows fills the gaps of the training rows.
df = pd.read_csv("a.csv")
label = df["y"]
df["fare"] = df["fare"].fillna(df["fare"].mean())  # want "mean"
a_train, a_test, la_train, la_test = train_test_split(df, label)
RandomForestClassifier().fit(a_train, la_train)

# A function that is applied learns.
def scaled(column):
    return MinMaxScaler().fit_transform(column)


other = pd.read_csv("b.csv").apply(scaled)  # want
b_train, b_test = train_test_split(other)
RandomForestClassifier().fit(b_train, b_train)

# Words of all texts.
texts = pd.read_csv("c.csv")["text"]
vectors = TfidfVectorizer().fit_transform(texts)  # want
c_train, c_test = train_test_split(vectors)
forest = RandomForestClassifier()
forest.fit(c_train, [1])

# Joined, filled, and cut apart again.
train, test = pd.read_csv("t.csv"), pd.read_csv("u.csv")
both = pd.concat([train, test])
both["age"].fillna(both["age"].median(), inplace=True)  # want "median"
d_train = both[:len(train)]
d_test = both[len(train):]
forest.fit(d_train, [1])
forest.predict(d_test)
