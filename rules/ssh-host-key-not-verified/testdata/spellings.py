import os
import subprocess

import asyncssh
import paramiko
import paramiko.client as client
import pysftp
from paramiko import AutoAddPolicy, RejectPolicy, SSHClient, WarningPolicy
from paramiko.client import MissingHostKeyPolicy


def a():
    ssh = paramiko.SSHClient()
    ssh.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # want
    return ssh


def b():
    ssh = SSHClient()
    ssh.set_missing_host_key_policy(AutoAddPolicy)  # want
    return ssh


def c():
    ssh = SSHClient()
    ssh.set_missing_host_key_policy(policy=WarningPolicy())  # want
    return ssh


def d():
    ssh = client.SSHClient()
    ssh.set_missing_host_key_policy(client.AutoAddPolicy())  # want
    return ssh


def e():
    with SSHClient() as ssh:
        policy = AutoAddPolicy()
        ssh.set_missing_host_key_policy(policy)  # want
        ssh.connect("host")


async def f():
    async with asyncssh.connect("host", known_hosts=None) as conn:  # want
        await conn.run("ls")


def g():
    options = pysftp.CnOpts()
    options.hostkeys = None  # want
    return pysftp.Connection("host", cnopts=options)


def h():
    subprocess.run(["ssh", "-o", "StrictHostKeyChecking=no", "host", "ls"])  # want


def i():
    os.system("scp -o StrictHostKeyChecking=no a host:b")  # want


class Remote:
    def __init__(self, host):
        self.ssh = paramiko.SSHClient()
        self.ssh.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # want
        self.ssh.connect(host)


class Strict(MissingHostKeyPolicy):
    def missing_host_key(self, client, hostname, key):
        raise ValueError(hostname)


def j():
    ssh = SSHClient()
    ssh.load_system_host_keys()  # ok
    ssh.set_missing_host_key_policy(RejectPolicy())  # ok
    ssh.set_missing_host_key_policy(RejectPolicy)  # ok
    ssh.set_missing_host_key_policy(Strict())  # ok
    subprocess.run(["ssh", "host", "ls"])  # ok


async def k():
    async with asyncssh.connect("host", known_hosts="known") as conn:  # ok
        await conn.run("ls")
