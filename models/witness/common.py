import base64
import importlib
import os
import sys
from pathlib import Path


class Answer:
    """What the caller gets back."""

    def __init__(self, status=0, headers=(), text=""):
        self.status, self.headers, self.text = status, list(headers), text

    def header(self, name):
        return [value for key, value in self.headers if key.lower() == name.lower()]


class Stopped(Exception):
    """The sink would have run with the payload: it was stopped."""


# What a file holds that is uploaded beside the payload: one white pixel.
PICTURE = base64.b64decode("R0lGODdhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=")


def as_bytes(value):
    return value if isinstance(value, bytes) else str(value).encode()


def uploaded(content):
    return PICTURE if content is None else as_bytes(content)


def load(place, monkeypatch):
    """The module of a file, given as the folder that it is imported from and its name."""
    folder, name = place
    monkeypatch.syspath_prepend(str(ROOT / folder))
    return importlib.import_module(name)


def find(module, name):
    """What a dotted name of a module means."""
    for part in name.split("."):
        module = getattr(module, part)
    return module


def prepare(monkeypatch):
    """Called before the program is driven: whatever it needs to run here."""
    monkeypatch.chdir(ROOT / FOLDER)
    for place, name, verdict in STUBS:
        monkeypatch.setattr(load(place, monkeypatch), name, lambda *args, _verdict=verdict, **kwargs: _verdict)
    Path(OUTSIDE).write_text(MARKER)
    if SUFFIX:
        Path(OUTSIDE + SUFFIX).write_text(MARKER)


# An audit hook cannot be taken away again: it looks at the watches that are on.
WATCHES = []


def audit(event, args):
    for see in list(WATCHES):
        see(event, args)


sys.addaudithook(audit)
