import asyncio
import os
import subprocess
import subprocess as sp
from shlex import quote
from subprocess import Popen, check_output, run


def a(path):
    run(f"ls -l {path}", shell=True)  # want


def b(path):
    return check_output("cat " + path, shell=True)  # want


def c(path):
    p = Popen("tar xf %s" % path, shell=True, stdout=subprocess.PIPE)  # want
    return p.communicate()


def d(path):
    cmd = "rm -rf {}".format(path)
    os.system(cmd)  # want


def e(path):
    return os.popen(f"wc -l {path}").read()  # want


def f(path):
    return subprocess.getoutput("du -s " + path)  # want


async def g(path):
    proc = await asyncio.create_subprocess_shell(f"gzip {path}")  # want
    await proc.wait()


def h(path, options):
    sp.call(" ".join(["cp", options, path]), shell=1)  # want


def i(path):
    kwargs = {"shell": True}
    sp.check_call("cp a " + path, **kwargs)  # want


class Runner:
    def __init__(self, command):
        self.command = command

    def go(self):
        return subprocess.run(self.command, shell=True, check=True)  # want


def j(path):
    run(["ls", "-l", path])  # ok
    run("ls -l", shell=True)  # ok
    run("ls -l " + quote(path), shell=True)  # ok
    os.system("clear")  # ok
    os.system(f"kill -9 {os.getpid()}")  # ok
    run(["ls", path], shell=False)  # ok


def k(level):
    os.system("nice -n %d make" % int(level))  # ok


def l():
    for name in ("a", "b"):
        run(f"touch {name}", shell=True)  # ok


def m(pid, load):
    os.system("kill %d" % pid)  # ok
    os.system("kill -%(sig)d %(pid)d" % {"sig": 9, "pid": pid})  # ok
    os.system("renice {:d}".format(pid))  # ok
    os.system(f"renice {pid:d} {load:.2f}")  # ok
    os.system("kill %s" % pid)  # want
    os.system(f"kill {pid:>8}")  # want


from shlex import quote as q


def n(path):
    run("ls -l {} | head".format(q(path)), shell=True)  # ok
