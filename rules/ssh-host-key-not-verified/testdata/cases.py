import os
import asyncssh
import paramiko as pm
import pysftp
from paramiko.client import AutoAddPolicy, SSHClient, RejectPolicy


class Strict(pm.MissingHostKeyPolicy):
    def missing_host_key(self, client, hostname, key):
        raise pm.SSHException(hostname)


def f(host):
    a = SSHClient()
    a.set_missing_host_key_policy(AutoAddPolicy)  # want
    b = pm.SSHClient()
    b.set_missing_host_key_policy(policy=pm.WarningPolicy())  # want
    o = pysftp.CnOpts()
    o.hostkeys = None  # want
    os.system("ssh -o StrictHostKeyChecking=no host ls")  # want
    b.set_missing_host_key_policy(RejectPolicy)
    a.set_missing_host_key_policy(Strict())
    os.system("ssh host ls")
    return o


async def g(host):
    await asyncssh.connect(host, known_hosts="known")
    return await asyncssh.connect(host, known_hosts=None)  # want
