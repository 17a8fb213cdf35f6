import subprocess as sp
from subprocess import PIPE, call, check_call


def f(cmd, out, kw):
    call(cmd, stderr=PIPE)  # want
    check_call(cmd, stdout=PIPE, stderr=PIPE)  # want
    sp.call(cmd, stdout=sp.PIPE, shell=False)  # want
    p = PIPE
    sp.check_call(cmd, stdout=p)  # want
    call(cmd)
    call(cmd, stdout=out)
    sp.run(cmd, stdout=PIPE)
    sp.Popen(cmd, stdout=PIPE).communicate()
    sp.check_output(cmd, stderr=sp.STDOUT)
    call(cmd, **kw)
    call(cmd, stdin=PIPE)
