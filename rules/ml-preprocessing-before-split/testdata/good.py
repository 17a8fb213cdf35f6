import pandas as pd
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler

df = pd.read_csv("a.csv")
print(df.mean(), df.describe())
label = LabelEncoder().fit_transform(df["y"])
df["total"] = df.sum(axis=1)
df["middle"] = df.mean(axis=1)
train, test, label_train, label_test = train_test_split(df, label)
scaler = StandardScaler().fit(train)
forest = RandomForestClassifier()
forest.fit(scaler.transform(train), label_train)
forest.predict(scaler.transform(test))

pca = PCA()
pca.fit(train)
forest.fit(pca.transform(train), label_train)

# Nothing is held back: there is nothing to leak.
everything = StandardScaler().fit_transform(pd.read_csv("b.csv"))
RandomForestClassifier().fit(everything, [1])
