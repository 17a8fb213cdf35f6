import matplotlib.cm as cm
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib import style


def a(x, data):
    plt.style.use("seaborn-whitegrid")  # want
    cm.get_cmap("viridis")  # want
    plt.hold(True)  # want
    sns.distplot(x)  # want
    sns.factorplot(data=data)  # want
    style.use("seaborn")  # want
    plt.style.use("ggplot")  # ok
    sns.histplot(x)  # ok
    sns.catplot(data=data)  # ok
    plt.style.use("seaborn-v0_8")  # ok
