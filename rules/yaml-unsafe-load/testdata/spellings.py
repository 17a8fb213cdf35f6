import ruamel.yaml
import yaml
from ruamel.yaml import YAML
from yaml import CSafeLoader, FullLoader, Loader, SafeLoader, load, load_all
from yaml import load as read_yaml


def a(text):
    return yaml.load(text)  # want


def b(text):
    return load(text, Loader)  # want


def c(text):
    return yaml.load(text, Loader=yaml.UnsafeLoader)  # want


def d(text):
    return list(load_all(text, Loader=FullLoader))  # want


def e(text):
    return yaml.unsafe_load(text)  # want


def f(text):
    return yaml.full_load(text)  # want


def g(text):
    return read_yaml(text, Loader=yaml.CLoader)  # want


def h(text):
    return YAML(typ="unsafe").load(text)  # want


class Mine(yaml.Loader):
    pass


def i(text):
    return yaml.load(text, Loader=Mine)  # want


def j(path):
    with open(path) as f:
        return yaml.load(f.read(), Loader=yaml.Loader)  # want


class Tame(yaml.SafeLoader):
    pass


def k(text):
    yaml.safe_load(text)  # ok
    yaml.safe_load_all(text)  # ok
    load(text, SafeLoader)  # ok
    load(text, Loader=CSafeLoader)  # ok
    yaml.load(text, Loader=yaml.BaseLoader)  # ok
    yaml.load(text, Loader=Tame)  # ok
    YAML(typ="safe").load(text)  # ok
    yaml.load_all(text, Loader=yaml.SafeLoader)  # ok


def l(text):
    try:
        from yaml import CSafeLoader as Best
    except ImportError:
        from yaml import SafeLoader as Best
    return yaml.load(text, Loader=Best)  # ok


def written(content, handle):
    YAML(typ="unsafe", pure=True).dump(content, handle)  # ok
