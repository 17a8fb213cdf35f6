import os
import shlex
import subprocess


def vulnerable(name):
    subprocess.Popen(f"ls {name}", shell=True)  # want
    subprocess.call(name, shell=1)  # want
    os.system("ls " + name)  # want
    os.popen(name)  # want
    subprocess.getoutput("ls " + name)  # want


def safe(name):
    subprocess.Popen(["ls", name])
    subprocess.Popen(f"ls {name}", shell=False)
    command = "ls -l"
    subprocess.run(command, shell=True)
    os.system("clear")


def quoted(name):
    os.system("ls " + shlex.quote(name))
