import os
import shutil
import tarfile
import zipfile
from tarfile import TarFile, open as taropen


def a(path, to):
    tarfile.open(path).extractall(to)  # want


def b(path):
    with tarfile.open(path, "r:gz") as tar:
        tar.extractall(path="/tmp/out")  # want


def c(path):
    with taropen(path) as archive:
        archive.extractall()  # want


def d(path):
    t = TarFile(path)
    t.extract("a.txt", "/tmp")  # want
    t.extractall("/tmp", members=t.getmembers())  # want


def e(path, to):
    with zipfile.ZipFile(path) as z:
        for info in z.infolist():
            target = os.path.join(to, info.filename)
            with open(target, "wb") as out:  # want
                out.write(z.read(info))


def f(path, to):
    tar = tarfile.open(path)
    for member in tar.getmembers():
        tar.extract(member, to)  # want


def g(path):
    with tarfile.open(path) as tar:
        tar.extractall("/tmp/out", filter="fully_trusted")  # want


def h(path, to):
    with tarfile.open(path) as tar:
        tar.extractall(to, filter="data")  # ok


def i(path, to):
    with tarfile.open(path) as tar:
        tar.extractall(to, members=safe_members(tar, to))  # ok


def safe_members(tar, to):
    base = os.path.realpath(to)
    for member in tar.getmembers():
        if os.path.realpath(os.path.join(base, member.name)).startswith(base + os.sep):
            yield member


def j(path, to):
    with zipfile.ZipFile(path) as z:
        z.extractall(to)  # ok


def k(path, to):
    with tarfile.open(path) as tar:
        for member in tar.getmembers():
            if member.name.startswith("/") or ".." in member.name:
                raise ValueError(member.name)
            tar.extract(member, to)  # ok


def l():
    with tarfile.open("out.tar", "w") as tar:
        tar.add("a.txt")  # ok
