import pandas as pd
from imblearn.over_sampling import ADASYN, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC

df = pd.read_csv("a.csv")


def balanced(x, y):
    return RandomOverSampler().fit_resample(x, y)


x, y = balanced(df, df["y"])  # want
x_train, x_test, y_train, y_test = train_test_split(x, y)
SVC().fit(x_train, y_train)

sampler = ADASYN()
u, v = sampler.fit_sample(df, df["y"])  # want
u_train, u_test, v_train, v_test = train_test_split(u, v)
model = SVC()
model.fit(u_train, v_train)

p_train, p_test, q_train, q_test = train_test_split(df, df["y"])
r_train, s_train = sampler.fit_resample(p_train, q_train)
SVC().fit(r_train, s_train)
t, w = RandomUnderSampler().fit_resample(df, df["y"])
print(t.shape)
