import cloudpickle
import dill
import joblib
import jsonpickle
import jsonpickle.unpickler
import msgpack
import numpy
import pandas
import ruamel.yaml
import toml
import tomli
import tomllib
import torch
import yaml

from leadline_proof import sink, source

yaml.load(source())  # sink: object-bytes
yaml.load_all(source())  # sink: object-bytes
yaml.unsafe_load(source())  # sink: object-bytes
yaml.unsafe_load_all(source())  # sink: object-bytes
yaml.full_load(source())  # sink: object-bytes
yaml.full_load_all(source())  # sink: object-bytes
ruamel.yaml.unsafe_load(source())  # sink: object-bytes
dill.load(source())  # sink: object-bytes
cloudpickle.load(source())  # sink: object-bytes
joblib.load(source())  # sink: object-bytes
dill.loads(source())  # sink: object-bytes
cloudpickle.loads(source())  # sink: object-bytes
jsonpickle.decode(source())  # sink: object-bytes
jsonpickle.loads(source())  # sink: object-bytes
jsonpickle.unpickler.decode(source())  # sink: object-bytes
torch.load(source())  # sink: object-bytes
numpy.load(source(), allow_pickle=True)  # sink: object-bytes
pandas.read_pickle(source())  # sink: object-bytes
pandas.read_csv(source())  # sink: url
pandas.read_json(source())  # sink: url
pandas.read_excel(source())  # sink: url
pandas.read_parquet(source())  # sink: url
pandas.read_html(source())  # sink: url
pandas.read_xml(source())  # sink: url
pandas.read_sql(source())  # sink: sql-text
pandas.read_sql_query(source())  # sink: sql-text
pandas.eval(source())  # sink: code-text
sink(yaml.safe_load(source()))  # clean: parsed-safely
sink(yaml.safe_load_all(source()))  # clean: parsed-safely
sink(yaml.dump(source()))  # flows
sink(yaml.safe_dump(source()))  # flows
sink(yaml.load(source()))  # flows
sink(msgpack.unpackb(source()))  # flows
sink(msgpack.loads(source()))  # flows
sink(toml.loads(source()))  # flows
sink(tomllib.loads(source()))  # flows
sink(tomli.loads(source()))  # flows


def loaders():
    yaml.load(source())  # sink: object-bytes
    yaml.load(source(), Loader=yaml.Loader)  # sink: object-bytes
    yaml.load(source(), yaml.SafeLoader)  # silent
    yaml.load(source(), Loader=yaml.CSafeLoader)  # silent
    yaml.load_all(source(), Loader=yaml.FullLoader)  # sink: object-bytes
    ruamel.yaml.YAML(typ="unsafe").load(source())  # sink: object-bytes
    ruamel.yaml.YAML(typ="unsafe").load_all(source())  # sink: object-bytes
    ruamel.yaml.YAML(typ="safe").load(source())  # silent
    torch.load(source())  # sink: object-bytes
    torch.load(source(), weights_only=True)  # silent
    numpy.load(source(), allow_pickle=True)  # sink: object-bytes
    numpy.load(source())  # silent

sink(dill.dumps(source()))  # clean: parsed-safely
sink(cloudpickle.dumps(source()))  # clean: parsed-safely
