import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split

df = pd.read_csv("a.csv")
train, test, y_train, y_test = train_test_split(df, df["y"])
train, check, y_train, y_check = train_test_split(train, y_train)
one, two = Ridge(1.0), Ridge(2.0)
one.fit(train, y_train)
two.fit(train, y_train)
print(one.score(check, y_check))  # want
print(two.score(check, y_check))
best = Ridge(1.5)
best.fit(train, y_train)
print(best.score(test, y_test))
print(best.predict(test))
