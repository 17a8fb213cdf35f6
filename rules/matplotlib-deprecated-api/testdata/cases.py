import matplotlib
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib import style
from matplotlib.finance import candlestick_ohlc  # want

sns.factorplot(x="a")  # want "catplot"
sns.distplot([1])  # want "histplot"
style.use("seaborn")  # want
matplotlib.cm.get_cmap("viridis")  # want

plt.style.use("seaborn-v0_8")
plt.style.use("fivethirtyeight")
sns.catplot(x="a")
sns.set_style("whitegrid")
