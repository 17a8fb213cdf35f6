import os
import subprocess
from os import seteuid

ROOT = 0


def f(uid, cmd):
    os.setgid(ROOT)  # want
    seteuid(0)  # want
    os.setresuid(uid, 0, uid)  # want
    os.setreuid(0, uid)  # want
    subprocess.run(cmd, user="root")  # want
    subprocess.Popen(cmd, user=0)  # want
    os.setuid(uid)
    os.setuid(1000)
    os.setgid(os.getgid())
    subprocess.run(cmd, user="www-data")
    subprocess.run(cmd)


def g(target=0):
    def set_it():
        os.setuid(target)
    return set_it
