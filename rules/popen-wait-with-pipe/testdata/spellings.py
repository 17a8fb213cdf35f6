import asyncio
import subprocess
from subprocess import PIPE, Popen


def a():
    p = Popen(["ls"], stdout=PIPE)
    p.wait()  # want
    return p.stdout.read()


def b():
    process = subprocess.Popen(["ls"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return process.wait(timeout=5)  # want


def c():
    p = Popen("ls", shell=True, stderr=PIPE)
    while p.poll() is None:  # want
        pass


class Runner:
    def run(self):
        self.p = Popen(["ls"], stdout=PIPE)
        self.p.wait()  # want


async def d():
    p = await asyncio.create_subprocess_exec("ls", stdout=asyncio.subprocess.PIPE)
    await p.wait()  # want


def e():
    p = Popen(["ls"], stdout=PIPE)
    out, err = p.communicate()  # ok
    return out


def f():
    p = Popen(["ls"], stdout=PIPE)
    for line in p.stdout:
        print(line)
    p.wait()  # ok


def g(log):
    p = Popen(["ls"], stdout=log, stderr=subprocess.DEVNULL)
    p.wait()  # ok


def h():
    p = Popen(["ls"])
    return p.wait()  # ok
