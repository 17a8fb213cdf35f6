import os
import shutil
import tarfile
import zipfile

from flask import Flask, request

app = Flask(__name__)


def by_hand(name):
    with zipfile.ZipFile(name) as archive:
        for member in archive.namelist():
            with open(os.path.join("out", member), "wb") as file:  # want
                file.write(archive.read(member))


def by_hand_tar(name):
    with tarfile.open(name) as archive:
        for member in archive.getmembers():
            with open("out/" + member.name, "wb") as file:  # want
                file.write(archive.extractfile(member).read())


@app.post("/upload")
def upload():
    with tarfile.open(fileobj=request.files["archive"]) as archive:
        archive.extractall("out")  # want
    shutil.unpack_archive(request.files["archive"])  # want
    return "ok"


def one(name):
    tarfile.open(name).extract("a", "out")  # want


def checked(name):
    with tarfile.open(name) as archive:
        archive.extractall("out", filter="data")
        archive.extractall("out", filter=tarfile.data_filter)


def members(name):
    with tarfile.open(name) as archive:
        safe = [m for m in archive.getmembers() if m.isfile() and ".." not in m.name]
        archive.extractall("out", members=safe)


def zipped(name):
    with zipfile.ZipFile(name) as archive:
        archive.extractall("out")


def base_names(name):
    with zipfile.ZipFile(name) as archive:
        for member in archive.namelist():
            with open(os.path.join("out", os.path.basename(member)), "wb") as file:
                file.write(archive.read(member))


def undone(name):
    with tarfile.TarFile(name) as archive:
        for file in archive.getnames():
            os.remove(file)  # want


def undone_below(name):
    with tarfile.TarFile(name) as archive:
        for file in archive.getnames():
            if not os.path.abspath(file).startswith(os.getcwd() + os.sep):
                continue
            os.remove(file)
