"""Leadline in Jupyter: the front end's files, and the part that runs in the server."""

from jupyter_server.utils import url_path_join

from . import cloud, handlers
from .engine import Engine
from .sessions import Sessions
from .version import __version__

__all__ = ["__version__"]


def _jupyter_labextension_paths():
    return [{"src": "labextension", "dest": "jupyterlab-leadline"}]


def _jupyter_server_extension_points():
    return [{"module": "jupyterlab_leadline"}]


def _load_jupyter_server_extension(app):
    base = url_path_join(app.web_app.settings["base_url"], "leadline")
    kept = {"engine": Engine(app.log), "sessions": Sessions()}
    app.web_app.add_handlers(".*$", [(url_path_join(base, path), handler, kept) for path, handler in handlers.ROUTES + cloud.ROUTES])
    app.log.info("leadline: the server part is loaded")
