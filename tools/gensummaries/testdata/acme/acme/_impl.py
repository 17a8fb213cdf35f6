import html
import subprocess

import somewhere

from .helpers import load


def word(text: str, sep: str = " "):
    """The result is made of the first argument, and cut at the second."""
    return text.strip().split(sep)[0].lower()


def picked(table, key):
    return {"a": 1, "b": 2}[key]


def tag(name, *, text):
    return "<" + name + ">" + html.escape(text)


def parsed(text):
    return int(text)


def run(command, quiet=False):
    return subprocess.run(command, shell=True)


def maybe(command, safe):
    if safe:
        return None
    return subprocess.run(command, shell=True)


def unclear(text, other):
    """Nobody knows what happens to the second."""
    return text + somewhere.known(other)


def nothing(first, second):
    return somewhere.known(first)(second)


def kept(text, *more, **other):
    print(text)
    return len(more)


def render(page):
    page.title = "x"
    return page.body


class Client:
    def __init__(self, address, retries=3):
        self.address = address
        self.retries = 3

    def where(self):
        return self.address

    def note(self, text):
        self.last = text

    def also(self, text):
        self.more = text
        return self

    def same(self, text):
        return text

    def hook(self, text):
        """For others to override."""

    def made(self) -> "Client":
        return Client(self.address)

    def _own(self, text):
        return text


class Special(Client):
    def same(self, text):
        return "special"


def merged(table, more):
    for key in more:
        table[key] = more[key]
    return table
