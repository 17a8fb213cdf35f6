import os
import pwd
import subprocess
from os import setgid, setuid


def a():
    os.setuid(0)  # want


def b():
    setgid(0)  # want


ROOT = 0


def c():
    os.seteuid(ROOT)  # want


def d():
    uid = 0
    setuid(uid)  # want


def e():
    os.setreuid(0, 0)  # want


def f():
    os.setresuid(0, 0, 0)  # want


def g():
    os.setegid(0)  # want


def h():
    subprocess.run(["ls"], user=0)  # want


def i():
    subprocess.Popen(["ls"], user="root")  # want


def j(uid):
    os.setuid(1000)  # ok
    os.setuid(uid)  # ok
    os.setgid(pwd.getpwnam("nobody").pw_gid)  # ok
    setuid(os.getuid())  # ok
    subprocess.run(["ls"], user="nobody")  # ok
