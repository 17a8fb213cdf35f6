# The proof of notebooks.yaml: each line is a cell of its own below the lines without marks, and its mark says what
# it does there. "changes: x" and "keeps: x" speak of an object, "draws" of a generator that a cell above has used,
# "mentioned" lines are about tables and figures, which the rules about leaks and the order of cells prove.
import bisect
import collections
import heapq
import operator
import pprint
import random

import IPython
import keras
import matplotlib.pyplot as plt
import numpy
import pandas
import sklearn
import torch

xs = [3, 1, 2]
o = open("state")
counter = collections.Counter()
frame = pandas.DataFrame({"a": [1]})
series = pandas.Series([1])
rng = numpy.random.default_rng(1)
plain = {"a": 1}

o.append(1)  # changes: o
o.extend(1)  # changes: o
o.insert(1)  # changes: o
o.remove(1)  # changes: o
o.clear(1)  # changes: o
o.update(1)  # changes: o
o.add(1)  # changes: o
o.discard(1)  # changes: o
o.sort(1)  # changes: o
o.reverse(1)  # changes: o
o.appendleft(1)  # changes: o
o.extendleft(1)  # changes: o
o.rotate(1)  # changes: o
o.intersection_update(1)  # changes: o
o.difference_update(1)  # changes: o
o.symmetric_difference_update(1)  # changes: o
o.subtract(1)  # changes: o
o.writelines(1)  # changes: o
o.fill(1)  # changes: o
o.move_to_end(1)  # changes: o
o.add_edge(1)  # changes: o
o.add_node(1)  # changes: o
o.add_edges_from(1)  # changes: o
o.add_nodes_from(1)  # changes: o
o.put(1)  # changes: o
o.put_nowait(1)  # changes: o
o.pop(1)  # changes: o
o.setdefault(1)  # changes: o
o.popitem(1)  # changes: o
o.popleft(1)  # changes: o
o.write(1)  # changes: o
o.read(1)  # changes: o
o.readline(1)  # changes: o
o.readlines(1)  # changes: o
o.seek(1)  # changes: o
o.fit(1)  # changes: o
o.fit_transform(1)  # changes: o
o.fit_predict(1)  # changes: o
o.partial_fit(1)  # changes: o
o.fit_generator(1)  # changes: o
o.compile(1)  # changes: o
o.load_state_dict(1)  # changes: o
o.train(1)  # changes: o
o.eval(1)  # changes: o
o.step(1)  # changes: o
o.zero_grad(1)  # changes: o
o.backward(1)  # changes: o
o.load_weights(1)  # changes: o
o.build(1)  # changes: o
o.get_nowait(1)  # changes: o
o.resize(1)  # changes: o
o.itemset(1)  # changes: o
o.setflags(1)  # changes: o
o.set_index_names(1)  # changes: o
o.execute(1)  # changes: o
o.commit(1)  # changes: o
o.send(1)  # changes: o
o.throw(1)  # changes: o
o.__setitem__(1)  # changes: o
o.__delitem__(1)  # changes: o
o.__setattr__(1)  # changes: o
o.zero_(1)  # changes: o
o.add_(1)  # changes: o
o.mul_(1)  # changes: o
o.sub_(1)  # changes: o
o.div_(1)  # changes: o
o.copy_(1)  # changes: o
o.fill_(1)  # changes: o
o.clamp_(1)  # changes: o
o.normal_(1)  # changes: o
o.uniform_(1)  # changes: o
o.requires_grad_(1)  # changes: o
o.detach_(1)  # changes: o
o.remove_node(1)  # changes: o
o.remove_edge(1)  # changes: o
o.warmup(1)  # changes: o
o.minimize(1)  # changes: o
o.apply_gradients(1)  # changes: o
o.assign_add(1)  # changes: o
o.assign_sub(1)  # changes: o
o.reset_states(1)  # changes: o
o.reset_state(1)  # changes: o
o.update_state(1)  # changes: o
o.adapt(1)  # changes: o
o.set_weights(1)  # changes: o
o.freeze(1)  # changes: o
o.unfreeze(1)  # changes: o
o.executemany(1)  # changes: o
o.rollback(1)  # changes: o
o.seed(1)  # changes: o
o.close(1)  # changes: o
o.head()  # keeps: o
o.tail()  # keeps: o
o.info()  # keeps: o
o.describe()  # keeps: o
o.display()  # keeps: o
o.print()  # keeps: o
o.items()  # keeps: o
o.keys()  # keeps: o
o.values()  # keeps: o
o.count()  # keeps: o
o.index()  # keeps: o
o.copy()  # keeps: o
o.sum()  # keeps: o
o.mean()  # keeps: o
o.std()  # keeps: o
o.min()  # keeps: o
o.max()  # keeps: o
o.value_counts()  # keeps: o
o.summary()  # keeps: o
o.render()  # keeps: o
o.join()  # keeps: o
o.format()  # keeps: o
o.split()  # keeps: o
o.startswith()  # keeps: o
o.endswith()  # keeps: o
o.annotate()  # keeps: o
o.nunique()  # keeps: o
o.unique()  # keeps: o
o.isnull()  # keeps: o
o.isna()  # keeps: o
o.notnull()  # keeps: o
o.groupby()  # keeps: o
o.corr()  # keeps: o
o.dot()  # keeps: o
o.round()  # keeps: o
o.abs()  # keeps: o
o.cumsum()  # keeps: o
o.any()  # keeps: o
o.all()  # keeps: o
o.memory_usage()  # keeps: o
o.count_nonzero()  # keeps: o
o.parameters()  # keeps: o
o.named_parameters()  # keeps: o
o.state_dict()  # keeps: o
o.predict()  # keeps: o
o.score()  # keeps: o
o.transform()  # keeps: o
o.get_params()  # keeps: o
o.show()  # keeps: o
o.plot()  # keeps: o
o.hist()  # keeps: o
o.boxplot()  # keeps: o
o.scatter()  # keeps: o
o.bar()  # keeps: o
o.barh()  # keeps: o
o.pie()  # keeps: o
o.imshow()  # keeps: o
o.contour()  # keeps: o
o.contourf()  # keeps: o
o.errorbar()  # keeps: o
o.fill_between()  # keeps: o
o.axhline()  # keeps: o
o.axvline()  # keeps: o
o.text()  # keeps: o
o.legend()  # keeps: o
o.grid()  # keeps: o
o.axis()  # keeps: o
o.plot_surface()  # keeps: o
o.plot_wireframe()  # keeps: o
o.plot_trisurf()  # keeps: o
o.contour3D()  # keeps: o
o.plot3D()  # keeps: o
o.scatter3D()  # keeps: o
o.bar3d()  # keeps: o
o.quiver()  # keeps: o
o.streamplot()  # keeps: o
o.pcolor()  # keeps: o
o.pcolormesh()  # keeps: o
o.hexbin()  # keeps: o
o.violinplot()  # keeps: o
o.stem()  # keeps: o
o.stackplot()  # keeps: o
o.matshow()  # keeps: o
o.spy()  # keeps: o
o.hlines()  # keeps: o
o.vlines()  # keeps: o
o.axvspan()  # keeps: o
o.axhspan()  # keeps: o
o.clabel()  # keeps: o
o.colorbar()  # keeps: o
o.title()  # keeps: o
o.suptitle()  # keeps: o
o.xlabel()  # keeps: o
o.ylabel()  # keeps: o
o.xlim()  # keeps: o
o.ylim()  # keeps: o
o.xticks()  # keeps: o
o.yticks()  # keeps: o
o.tight_layout()  # keeps: o
o.subplots_adjust()  # keeps: o
o.tick_params()  # keeps: o
o.view_init()  # keeps: o
o.margins()  # keeps: o
o.twinx()  # keeps: o
o.figtext()  # keeps: o
o.arrow()  # keeps: o
o.savefig()  # keeps: o
o.heatmap()  # keeps: o
o.pairplot()  # keeps: o
o.distplot()  # keeps: o
o.histplot()  # keeps: o
o.kdeplot()  # keeps: o
o.lineplot()  # keeps: o
o.scatterplot()  # keeps: o
o.barplot()  # keeps: o
o.countplot()  # keeps: o
o.relplot()  # keeps: o
o.catplot()  # keeps: o
o.regplot()  # keeps: o
o.lmplot()  # keeps: o
o.jointplot()  # keeps: o
o.add_patch()  # keeps: o
o.add_collection()  # keeps: o
o.add_artist()  # keeps: o
o.add_line()  # keeps: o
o.drawcoastlines()  # keeps: o
o.invert_yaxis()  # keeps: o
o.invert_xaxis()  # keeps: o
o.set_major_locator()  # keeps: o
o.set_major_formatter()  # keeps: o
o.set_minor_locator()  # keeps: o
o.autofmt_xdate()  # keeps: o
random.shuffle(xs, 1)  # changes: xs
heapq.heappush(xs, 1)  # changes: xs
heapq.heappop(xs, 1)  # changes: xs
heapq.heapify(xs, 1)  # changes: xs
heapq.heappushpop(xs, 1)  # changes: xs
heapq.heapreplace(xs, 1)  # changes: xs
bisect.insort(xs, 1)  # changes: xs
bisect.insort_left(xs, 1)  # changes: xs
bisect.insort_right(xs, 1)  # changes: xs
setattr(xs, 1)  # changes: xs
delattr(xs, 1)  # changes: xs
next(xs, 1)  # changes: xs
operator.setitem(xs, 1)  # changes: xs
operator.delitem(xs, 1)  # changes: xs
numpy.random.shuffle(xs, 1)  # changes: xs
numpy.put(xs, 1)  # changes: xs
numpy.place(xs, 1)  # changes: xs
numpy.copyto(xs, 1)  # changes: xs
numpy.fill_diagonal(xs, 1)  # changes: xs
numpy.putmask(xs, 1)  # changes: xs
torch.nn.init.xavier_uniform_(xs, 1)  # changes: xs
torch.nn.init.xavier_normal_(xs, 1)  # changes: xs
torch.nn.init.kaiming_uniform_(xs, 1)  # changes: xs
torch.nn.init.kaiming_normal_(xs, 1)  # changes: xs
torch.nn.init.normal_(xs, 1)  # changes: xs
torch.nn.init.uniform_(xs, 1)  # changes: xs
torch.nn.init.constant_(xs, 1)  # changes: xs
torch.nn.init.zeros_(xs, 1)  # changes: xs
torch.nn.init.ones_(xs, 1)  # changes: xs
print(xs)  # keeps: xs
display(xs)  # keeps: xs
IPython.display.display(xs)  # keeps: xs
pprint.pprint(xs)  # keeps: xs
pprint.pp(xs)  # keeps: xs
o.shape  # keeps: o
o.dtype  # keeps: o
o.dtypes  # keeps: o
o.ndim  # keeps: o
o.size  # keeps: o
o.columns  # keeps: o
o.iloc  # keeps: o
o.loc  # keeps: o
o.at  # keeps: o
o.iat  # keeps: o
o.ix  # keeps: o
o.values  # keeps: o
o.T  # keeps: o
o.flat  # keeps: o
o.real  # keeps: o
o.imag  # keeps: o
o.data  # keeps: o
o.index  # keeps: o
o.str  # keeps: o
o.dt  # keeps: o
o.cat  # keeps: o
o.weight  # keeps: o
o.bias  # keeps: o
rng.rand(3)  # changes: rng
rng.randn(3)  # changes: rng
rng.randint(3)  # changes: rng
rng.random(3)  # changes: rng
rng.random_sample(3)  # changes: rng
rng.uniform(3)  # changes: rng
rng.normal(3)  # changes: rng
rng.choice(3)  # changes: rng
rng.choices(3)  # changes: rng
rng.shuffle(3)  # changes: rng
rng.permutation(3)  # changes: rng
rng.integers(3)  # changes: rng
rng.standard_normal(3)  # changes: rng
rng.multivariate_normal(3)  # changes: rng
rng.binomial(3)  # changes: rng
rng.poisson(3)  # changes: rng
rng.exponential(3)  # changes: rng
rng.beta(3)  # changes: rng
rng.gamma(3)  # changes: rng
frame.sample(1)  # draws
rng.gauss(3)  # changes: rng
rng.randrange(3)  # changes: rng
rng.randperm(3)  # changes: rng
rng.rand_like(3)  # changes: rng
rng.randn_like(3)  # changes: rng
rng.bernoulli(3)  # changes: rng
rng.multinomial(3)  # changes: rng
rng.normalvariate(3)  # changes: rng
rng.triangular(3)  # changes: rng
rng.expovariate(3)  # changes: rng
rng.laplace(3)  # changes: rng
rng.lognormal(3)  # changes: rng
rng.geometric(3)  # changes: rng
rng.chisquare(3)  # changes: rng
rng.bytes(3)  # changes: rng
rng.getrandbits(3)  # changes: rng
rng.random_integers(3)  # changes: rng
rng.ranf(3)  # changes: rng
rng.dirichlet(3)  # changes: rng
rng.logistic(3)  # changes: rng
rng.pareto(3)  # changes: rng
rng.weibull(3)  # changes: rng
rng.zipf(3)  # changes: rng
rng.standard_t(3)  # changes: rng
rng.shuffle_(3)  # changes: rng
rng.betavariate(3)  # changes: rng
torch.rand(3)  # draws
torch.randn(3)  # draws
torch.randint(3)  # draws
torch.randperm(3)  # draws
torch.rand_like(3)  # draws
torch.randn_like(3)  # draws
torch.random_sample(3)  # draws
torch.bernoulli(3)  # draws
torch.multinomial(3)  # draws
torch.randrange(3)  # draws
torch.seed(1)  # seeds
torch.manual_seed(1)  # seeds
torch.set_seed(1)  # seeds
torch.set_random_seed(1)  # seeds
torch.manual_seed_all(1)  # seeds
torch.seed_everything(1)  # seeds
torch.set_random_seeds(1)  # seeds
torch.set_rng_state(1)  # seeds
torch.fix_seed(1)  # seeds
sklearn.train_test_split(frame)  # draws
sklearn.sample(frame)  # draws
sklearn.make_blobs(frame)  # draws
sklearn.make_classification(frame)  # draws
sklearn.make_regression(frame)  # draws
sklearn.make_moons(frame)  # draws
sklearn.make_circles(frame)  # draws
sklearn.make_swiss_roll(frame)  # draws
sklearn.make_s_curve(frame)  # draws
sklearn.make_friedman1(frame)  # draws
sklearn.make_checkerboard(frame)  # draws
sklearn.make_low_rank_matrix(frame)  # draws
sklearn.make_sparse_spd_matrix(frame)  # draws
sklearn.make_multilabel_classification(frame)  # draws
sklearn.make_hastie_10_2(frame)  # draws
sklearn.make_gaussian_quantiles(frame)  # draws
numpy.array(xs)  # mentioned
numpy.asarray(xs)  # mentioned
numpy.arange(xs)  # mentioned
o.mean(frame)  # mentioned
o.median(frame)  # mentioned
o.std(frame)  # mentioned
o.var(frame)  # mentioned
o.min(frame)  # mentioned
o.max(frame)  # mentioned
o.quantile(frame)  # mentioned
o.mode(frame)  # mentioned
o.nanmean(frame)  # mentioned
o.nanmedian(frame)  # mentioned
o.nanstd(frame)  # mentioned
o.average(frame)  # mentioned
o.percentile(frame)  # mentioned
o.describe(frame)  # mentioned
o.sem(frame)  # mentioned
o.mad(frame)  # mentioned
o.skew(frame)  # mentioned
o.kurtosis(frame)  # mentioned
o.corr(frame)  # mentioned
o.corrwith(frame)  # mentioned
o.cov(frame)  # mentioned
o.Normalizer(frame)  # mentioned
o.Binarizer(frame)  # mentioned
o.HashingVectorizer(frame)  # mentioned
o.FunctionTransformer(frame)  # mentioned
o.LabelEncoder(frame)  # mentioned
o.LabelBinarizer(frame)  # mentioned
o.MultiLabelBinarizer(frame)  # mentioned
o.FeatureHasher(frame)  # mentioned
o.Tokenizer(frame)  # mentioned
o.OneHotEncoder(frame)  # mentioned
o.OrdinalEncoder(frame)  # mentioned
o.PolynomialFeatures(frame)  # mentioned
o.scale(frame)  # mentioned
o.minmax_scale(frame)  # mentioned
o.robust_scale(frame)  # mentioned
o.maxabs_scale(frame)  # mentioned
o.quantile_transform(frame)  # mentioned
o.power_transform(frame)  # mentioned
o.zscore(frame)  # mentioned
o.qcut(frame)  # mentioned
o.cut(frame)  # mentioned
o.train_test_split(frame)  # mentioned
o.fit_resample(frame)  # mentioned
o.fit_sample(frame)  # mentioned
sklearn.utils.resample(frame)  # mentioned
pandas.concat(frame)  # mentioned
numpy.concatenate(frame)  # mentioned
numpy.vstack(frame)  # mentioned
o.score(frame)  # mentioned
o.predict(frame)  # mentioned
o.predict_proba(frame)  # mentioned
o.evaluate(frame)  # mentioned
o.predict_classes(frame)  # mentioned
o.decision_function(frame)  # mentioned
o.evaluate_generator(frame)  # mentioned
o.cross_val_score(frame)  # mentioned
o.cross_validate(frame)  # mentioned
o.cross_val_predict(frame)  # mentioned
# %matplotlib
# %load_ext
# %reload_ext
# %unload_ext
# %config
# %env
# %set_env
# %cd
# %pwd
# %ls
# %pip
# %conda
# %mamba
# %time
# %timeit
# %prun
# %lprun
# %mprun
# %memit
# %autoreload
# %who
# %whos
# %who_ls
# %autosave
# %history
# %precision
# %xmode
# %colors
# %pinfo
# %pinfo2
# %pdoc
# %psource
# %pfile
# %pdb
# %debug
# %notebook
# %logstart
# %logstop
# %magic
# %lsmagic
# %quickref
# %mkdir
# %rmdir
# %cat
# %cp
# %mv
# %rm
# %bash
# %sh
# %html
# %HTML
# %js
# %javascript
# %latex
# %markdown
# %writefile
# %file
# %svg
# %SVG
# %script
# %perl
# %ruby
# %cmd
# %system
# %sx
# %snakeviz
# %watermark
# %tensorboard
# %doctest_mode
# %gui
# %alias
# %bookmark
# %dhist
# %pycat
# %psearch
# %save
# %reset_selective
# %tb
# %capture
# %px
# %aimport
# %heat
# %edit
# %page
# %rerun
# %killbgscripts
# %conda_env
# %dirs
# %pushd
# %popd
# %rehashx
# %unalias
# %logon
# %logoff
# %logstate
# %pastebin
# %uv
# %scalene
# %mypy
# %black
# %nb_black
# %blackcellmagic
frame.append(series)  # keeps: frame
frame.add(1)  # keeps: frame
frame.subtract(1)  # keeps: frame
series.add(1)  # keeps: series
counter.subtract(xs)  # changes: counter
frame.insert(0, "b", 1)  # changes: frame
frame.update(frame)  # changes: frame
series.update(series)  # changes: series
more = plain.copy().update(xs)  # keeps: plain
y = frame.iloc[0]  # keeps: frame
pandas.read_csv("a"), pandas.read_excel("a"), pandas.read_json("a"), pandas.read_table("a")  # mentioned

# What functions do with arrays: the text is what a Python with NumPy 2.4 shows, blanks aside.
numpy.array([1.5, 2])  # shows: array([1.5, 2. ])
numpy.asarray([[1, 2], [3, 4]])  # shows: array([[1, 2], [3, 4]])
numpy.arange(2, 10, 3)  # shows: array([2, 5, 8])
numpy.linspace(0, 1, 5)  # shows: array([0. , 0.25, 0.5 , 0.75, 1. ])
numpy.zeros(2)  # shows: array([0., 0.])
numpy.ones((2, 2))  # shows: array([[1., 1.], [1., 1.]])
numpy.full(2, 7)  # shows: array([7, 7])
numpy.eye(2)  # shows: array([[1., 0.], [0., 1.]])
numpy.identity(2)  # shows: array([[1., 0.], [0., 1.]])
numpy.zeros_like([1, 2])  # shows: array([0, 0])
numpy.ones_like([1.0])  # shows: array([1.])
numpy.concatenate([[1], [2, 3]])  # shows: array([1, 2, 3])
numpy.vstack([[1, 2], [3, 4]])  # shows: array([[1, 2], [3, 4]])
numpy.hstack([[1, 2], [3, 4]])  # shows: array([1, 2, 3, 4])
numpy.dot([1, 2], [3, 4])  # shows: np.int64(11)
numpy.matmul([[1, 2], [3, 4]], [[1, 0], [0, 1]])  # shows: array([[1, 2], [3, 4]])
numpy.absolute([-1, 2])  # shows: array([1, 2])
numpy.abs([-1.5])  # shows: array([1.5])
numpy.sqrt([4, 2])  # shows: array([2. , 1.41421356])
numpy.square([3])  # shows: array([9])
numpy.floor([1.7])  # shows: array([1.])
numpy.ceil([1.2])  # shows: array([2.])
numpy.negative([1, -2])  # shows: array([-1, 2])
numpy.exp([0, 1])  # shows: array([1. , 2.71828183])
numpy.log([1, 2])  # shows: array([0. , 0.69314718])
numpy.log2([8, 3])  # shows: array([3. , 1.5849625])
numpy.log10([100, 2])  # shows: array([2. , 0.30103])
numpy.exp2([1, 0.5])  # shows: array([2. , 1.41421356])
numpy.sin([0, 1])  # shows: array([0. , 0.84147098])
numpy.cos([0, 1])  # shows: array([1. , 0.54030231])
numpy.tan([0, 1])  # shows: array([0. , 1.55740772])
numpy.expm1([0.001, 1])  # shows: array([1.00050017e-03, 1.71828183e+00])
numpy.log1p([0.001, 1])  # shows: array([0.0009995 , 0.69314718])
numpy.arcsin([0, 1])  # shows: array([0. , 1.57079633])
numpy.arccos([0.5, 1])  # shows: array([1.04719755, 0. ])
numpy.arctan([0, 1])  # shows: array([0. , 0.78539816])
numpy.tanh([0, 1])  # shows: array([0. , 0.76159416])
numpy.add([1], [2])  # shows: array([3])
numpy.subtract([1], [2.5])  # shows: array([-1.5])
numpy.multiply([2], [3])  # shows: array([6])
numpy.divide([1], [4])  # shows: array([0.25])
numpy.power([2, 3], 2)  # shows: array([4, 9])
numpy.mod([7, -7], 3)  # shows: array([1, 2])
numpy.floor_divide([7, -7], 2)  # shows: array([ 3, -4])
numpy.maximum([1, 5], [3, 2])  # shows: array([3, 5])
numpy.minimum([1, 5], 2)  # shows: array([1, 2])
numpy.sum([[1, 2], [3, 4]], axis=0)  # shows: array([4, 6])
numpy.prod([2, 3])  # shows: np.int64(6)
numpy.min([3, 1])  # shows: np.int64(1)
numpy.amin([3, 1])  # shows: np.int64(1)
numpy.max([3, 1])  # shows: np.int64(3)
numpy.amax([3, 1])  # shows: np.int64(3)
numpy.mean([1, 2])  # shows: np.float64(1.5)
numpy.std([1, 3])  # shows: np.float64(1.0)
numpy.var([1, 3])  # shows: np.float64(1.0)
numpy.any([0, 1])  # shows: np.True_
numpy.all([0, 1])  # shows: np.False_
numpy.argmin([3, 1])  # shows: np.int64(1)
numpy.argmax([3, 1])  # shows: np.int64(0)
numpy.cumsum([1, 2, 3])  # shows: array([1, 3, 6])
numpy.count_nonzero([0, 2, 3])  # shows: np.int64(2)
numpy.sort([3, 1, 2])  # shows: array([1, 2, 3])
numpy.unique([2, 1, 2])  # shows: array([1, 2])
numpy.reshape([1, 2, 3, 4], (2, 2))  # shows: array([[1, 2], [3, 4]])
numpy.transpose([[1, 2], [3, 4]])  # shows: array([[1, 3], [2, 4]])
numpy.round([1.25, 2.5], 1)  # shows: array([1.2, 2.5])
numpy.around([1.26], 1)  # shows: array([1.3])
[numpy.pi, numpy.e]  # shows: [3.141592653589793, 2.718281828459045]
numpy.arange(2)[:, numpy.newaxis]  # shows: array([[0], [1]])
