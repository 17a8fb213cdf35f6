import os


def load(path):
    with open(path) as f:
        return f.read()


def size(path):
    return os.path.getsize(path)
