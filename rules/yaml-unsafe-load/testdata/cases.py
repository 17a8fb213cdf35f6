import ruamel.yaml
import yaml as y
from yaml import FullLoader, load, safe_load


class Strict(y.SafeLoader):
    pass


def vulnerable(stream):
    y.load(stream)  # want
    y.load_all(stream)  # want
    load(stream, FullLoader)  # want
    y.unsafe_load(stream)  # want
    y.full_load_all(stream)  # want
    ruamel.yaml.YAML(typ="unsafe")  # want


def safe(stream, loader):
    safe_load(stream)
    y.load(stream, y.SafeLoader)
    y.load(stream, Loader=y.CSafeLoader)
    y.load(stream, Loader=y.BaseLoader)
    y.load(stream, Loader=Strict)
    y.load(stream, Loader=loader)
    ruamel.yaml.YAML(typ="safe")
    ruamel.yaml.YAML()
