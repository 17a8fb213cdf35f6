import asyncio
import subprocess as sp
from subprocess import PIPE, Popen


def a(cmd):
    p = Popen(cmd, stderr=PIPE)
    return p.wait()  # want


def b(cmd):
    p = sp.Popen(cmd, stdout=sp.PIPE, shell=True)
    code = p.wait()  # want
    return code


async def c(cmd):
    p = await asyncio.create_subprocess_exec(cmd, stdout=asyncio.subprocess.PIPE)
    await p.wait()  # want


def d(cmd):
    p = Popen(cmd, stdout=PIPE)
    for line in p.stdout:
        print(line)
    p.wait()


def e(cmd):
    p = Popen(cmd, stdout=sp.DEVNULL)
    p.wait()


def f(cmd, log):
    p = Popen(cmd, stdout=log)
    return p.wait()


def g(cmd):
    p = Popen(cmd, stdout=PIPE)
    p.communicate()
    return p.wait()
