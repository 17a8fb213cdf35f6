import subprocess
import subprocess as sp
from subprocess import PIPE, call, check_call


def a():
    subprocess.call(["ls"], stdout=subprocess.PIPE)  # want


def b():
    call("ls", shell=True, stderr=PIPE)  # want


def c():
    sp.check_call(["ls"], stdout=sp.PIPE, stderr=sp.PIPE)  # want


def d():
    pipe = PIPE
    return check_call(["ls"], stdout=pipe)  # want


class Runner:
    def run(self, command):
        return subprocess.call(command, stderr=subprocess.PIPE)  # want


def e(log):
    call(["ls"])  # ok
    call(["ls"], stdout=subprocess.DEVNULL)  # ok
    check_call(["ls"], stdout=log)  # ok
    subprocess.run(["ls"], stdout=PIPE)  # ok
    subprocess.check_output(["ls"], stderr=subprocess.STDOUT)  # ok
    call(["ls"], stdin=PIPE)  # ok
