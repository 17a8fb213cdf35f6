"""The version of the wheel, which package.json holds."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("jupyterlab-leadline")
except PackageNotFoundError:  # in a checkout
    __version__ = "0"
