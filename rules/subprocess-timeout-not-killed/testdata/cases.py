import os
import signal
import subprocess as sp
from subprocess import Popen, TimeoutExpired


def a(cmd):
    p = Popen(cmd)
    try:
        p.wait(3)  # want
    except TimeoutExpired:
        print("slow")


def b(cmd):
    p = sp.Popen(cmd)
    p.communicate(None, 3)  # want


def c(cmd):
    p = sp.Popen(cmd)
    try:
        out = p.communicate(timeout=3)  # want
    except Exception:
        out = None
    return out


def d(cmd):
    p = Popen(cmd)
    try:
        p.wait(timeout=3)
    finally:
        p.terminate()


def e(cmd):
    p = Popen(cmd, start_new_session=True)
    try:
        p.wait(timeout=3)
    except TimeoutExpired:
        os.killpg(p.pid, signal.SIGKILL)


def f(cmd):
    return sp.run(cmd, timeout=3)


def g(cmd):
    p = Popen(cmd)
    p.communicate()
    p.wait(timeout=None)
