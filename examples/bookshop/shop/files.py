"""Covers and invoices on disk."""

import os
import subprocess
from pathlib import Path

COVERS = Path("/srv/shop/covers")


def read_cover(name):
    with open(os.path.join("/srv/shop/covers", name), "rb") as file:  # vulnerable: path-traversal
        return file.read()


def read_cover_safely(name):
    path = (COVERS / name).resolve()
    if not path.is_relative_to(COVERS):
        raise ValueError("not a cover")
    return path.read_bytes()


def thumbnail(name, size):
    """Shrinks a cover with a program."""
    run("convert " + os.path.join("/srv/shop/covers", name) + " -resize " + size + " small.png")


def thumbnail_safely(name, size):
    subprocess.run(["convert", "./" + os.path.basename(name), "-resize", "%d" % int(size), "small.png"], check=True)


def run(command):
    subprocess.run(command, shell=True, check=True)  # vulnerable: os-command-injection
