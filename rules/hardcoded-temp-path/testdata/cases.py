import logging
import os
import shutil
import tempfile
from pathlib import Path

LOCK = "/tmp/worker.lock"
STATE = Path("/var/tmp/state.json")


def one(text):
    with open("/tmp/report.txt", "w") as f:  # want
        f.write(text)


def two():
    with open(LOCK, "a") as f:  # want
        f.write("1")


def three(data):
    Path("/dev/shm/frame.bin").write_bytes(data)  # want


def four(text):
    STATE.write_text(text)  # want


def five(source):
    shutil.copyfile(source, "/tmp/copy.db")  # want


def six(name):
    path = os.path.join("/tmp", "cache", "index")
    with open(path, "w+") as f:  # want
        f.write(name)


def seven(name, text):
    with open(f"/tmp/{name}.txt", "w") as f:  # want
        f.write(text)


def good_unique(text):
    with tempfile.NamedTemporaryFile("w", dir="/tmp", delete=False) as f:  # ok
        f.write(text)


def good_made(text):
    folder = tempfile.mkdtemp()
    with open(os.path.join(folder, "report.txt"), "w") as f:  # ok
        f.write(text)


def good_read():
    with open("/tmp/given.txt") as f:  # ok
        return f.read()


def good_elsewhere(text):
    with open("/srv/app/tmp/report.txt", "w") as f:  # ok
        f.write(text)
    logging.info("see /tmp/report.txt")  # ok


def good_exclusive(text):
    with open("/tmp/once.txt", "x") as f:  # ok
        f.write(text)


def good_compare(path):
    return path.startswith("/tmp/")  # ok
