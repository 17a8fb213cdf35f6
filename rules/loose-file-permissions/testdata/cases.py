import os
import stat
import subprocess
from os import chmod
from pathlib import Path

MODE = 0o666


def f(path, fd, mode):
    chmod(path, MODE)  # want
    os.chmod(path, stat.S_IRWXU | stat.S_IRWXO)  # want
    os.chmod(path, mode=511)  # want
    os.makedirs(path, 0o777)  # want
    Path(path).chmod(0o757)  # want
    os.umask(0)  # want
    subprocess.run(["chmod", "-R", "777", path])  # want
    os.system("chmod 0666 /etc/app.conf")  # want
    os.chmod("/home/me/.ssh/id_rsa", 0o644)  # want "secret"
    os.open(path, os.O_CREAT, 0o777)  # want
    os.chmod(path, 0o770)
    os.chmod(path, stat.S_IRUSR | stat.S_IWUSR)
    os.chmod(path, mode)
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
    os.umask(0o077)
    os.mkdir(path, 0o755)
    subprocess.run(["chmod", "755", path])
    os.chmod("/srv/index.html", 0o644)
