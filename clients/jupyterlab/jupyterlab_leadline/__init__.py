"""Leadline in Jupyter: the front end's files, and the part that runs in the server."""

from .handlers import add_handlers
from .version import __version__

__all__ = ["__version__"]


def _jupyter_labextension_paths():
    return [{"src": "labextension", "dest": "jupyterlab-leadline"}]


def _jupyter_server_extension_points():
    return [{"module": "jupyterlab_leadline"}]


def _load_jupyter_server_extension(app):
    add_handlers(app.web_app, app.log)
    app.log.info("leadline: the server part is loaded")
