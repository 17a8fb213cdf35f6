import os
import stat
import subprocess
from os import chmod
from pathlib import Path
from stat import S_IROTH, S_IRWXO, S_IRWXU, S_IWOTH


def a(path):
    os.chmod(path, 0o777)  # want


def b(path):
    chmod(path, stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO)  # want


def c(path):
    Path(path).chmod(0o666)  # want


def d(path):
    os.chmod(path, mode=0o757)  # want


def e():
    os.umask(0)  # want


def f(path):
    os.mkdir(path, 0o777)  # want


def g(path):
    os.chmod(path, S_IWOTH)  # want


def h(path):
    return os.open(path, os.O_CREAT | os.O_WRONLY, 0o666)  # want


def i(path):
    subprocess.run(["chmod", "777", path])  # want


def j(path):
    mode = 511
    os.chmod(path, mode)  # want


def k():
    os.chmod("id_rsa.pem", 0o644)  # want


def l(path, mode):
    os.chmod(path, 0o600)  # ok
    os.chmod(path, 0o770)  # ok
    os.chmod(path, 0o755)  # ok
    os.chmod(path, mode)  # ok
    os.chmod(path, stat.S_IRUSR | stat.S_IWUSR)  # ok
    os.chmod(path, S_IRWXU | S_IROTH)  # ok
    Path(path).chmod(0o640)  # ok
    os.umask(0o077)  # ok
    os.makedirs(path, 0o700)  # ok
