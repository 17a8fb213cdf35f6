import pandas

from leadline_proof import sink, source


def made(x):
    pandas.DataFrame(x)
    pandas.Series(x)
    pandas.read_csv(x)
    pandas.read_excel(x)
    pandas.read_json(x)
    pandas.read_parquet(x)
    pandas.read_table(x)
    pandas.read_feather(x)
    pandas.read_hdf(x)
    pandas.read_sql(x)
    pandas.read_sql_query(x)
    pandas.read_sql_table(x)
    pandas.read_pickle(x)
    pandas.read_fwf(x)
    pandas.read_orc(x)
    pandas.concat(x)
    pandas.merge(x)
    pandas.json_normalize(x)
    pandas.get_dummies(x)
    pandas.pivot_table(x)
    pandas.melt(x)
    pandas.crosstab(x)


def frames(f: pandas.DataFrame, s: pandas.Series):
    f.copy()
    f.dropna()
    f.fillna()
    f.drop()
    f.rename()
    f.sort_values()
    f.sort_index()
    f.reset_index()
    f.set_index()
    f.head()
    f.tail()
    f.sample()
    f.query()
    f.assign()
    f.drop_duplicates()
    f.replace()
    f.astype()
    f.merge()
    f.join()
    f.append()
    f.reindex()
    f.filter()
    f.where()
    f.mask()
    f.isnull()
    f.isna()
    f.notnull()
    f.notna()
    f.round()
    f.apply()
    f.map()
    f.applymap()
    f.transform()
    f.clip()
    f.abs()
    f.diff()
    f.shift()
    f.ffill()
    f.bfill()
    f.interpolate()
    f.pipe()
    f.stack()
    f.unstack()
    f.pivot()
    f.melt()
    f.nlargest()
    f.nsmallest()
    f.transpose()
    f.select_dtypes()
    f.__getitem__()
    s.copy()
    s.dropna()
    s.fillna()
    s.replace()
    s.astype()
    s.map()
    s.apply()
    s.round()
    s.sort_values()
    s.reset_index()
    s.isin()
    s.shift()
    s.diff()
    s.rolling()


sink(source())  # flows


def strings():
    df = pandas.read_csv("x.csv")
    df.query(source())  # sink: code-text
    df.eval(source())  # sink: code-text
    for how in (df["a"].str.contains, df["a"].str.match):
        how(source())  # sink: regex-pattern
    df["a"].str.fullmatch(source())  # sink: regex-pattern
    df["a"].str.extract(source())  # sink: regex-pattern
    df["a"].str.extractall(source())  # sink: regex-pattern
    df["a"].str.findall(source())  # sink: regex-pattern
    df["a"].str.count(source())  # sink: regex-pattern
    df["a"].str.split(source())  # sink: regex-pattern
    df["a"].str.rsplit(source())  # sink: regex-pattern
    pandas.Series(["a"]).str.contains(source(), regex=False)  # silent
    pandas.Series(["a"]).str.replace(source(), "b", regex=True)  # sink: regex-pattern
    pandas.Series(["a"]).str.replace(source(), "b")  # silent
    df.filter(regex=source())  # sink: regex-pattern
    pandas.Series(["a"]).filter(regex=source())  # sink: regex-pattern


def files():
    df = pandas.DataFrame()
    s = pandas.Series([1])
    name = "/srv/" + source()
    df.to_csv(name)  # sink: file-path
    df.to_excel(name)  # sink: file-path
    df.to_json(name)  # sink: file-path
    df.to_parquet(name)  # sink: file-path
    df.to_pickle(name)  # sink: file-path
    df.to_hdf(name)  # sink: file-path
    df.to_feather(name)  # sink: file-path
    df.to_html(name)  # sink: file-path
    df.to_xml(name)  # sink: file-path
    df.to_stata(name)  # sink: file-path
    df.to_markdown(name)  # sink: file-path
    s.to_csv(name)  # sink: file-path
    s.to_excel(name)  # sink: file-path
    s.to_json(name)  # sink: file-path
    s.to_parquet(name)  # sink: file-path
    s.to_pickle(name)  # sink: file-path
    s.to_hdf(name)  # sink: file-path
    s.to_feather(name)  # sink: file-path
    s.to_html(name)  # sink: file-path
    s.to_xml(name)  # sink: file-path
    s.to_stata(name)  # sink: file-path
    s.to_markdown(name)  # sink: file-path
    df.to_csv("/srv/out.csv")  # silent: file-path


def tables(path):
    df = pandas.DataFrame(source())
    df.to_csv(path)  # sink: sheet-cell
    df.to_excel(path)  # sink: sheet-cell
    pandas.DataFrame({"a": [1]}).to_csv(path)  # silent
