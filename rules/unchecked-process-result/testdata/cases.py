import os
import subprocess
from subprocess import call, run


def build(target, env, **options):
    run(["make", target])  # want
    run("make " + target, shell=True)  # want
    call(["make", "clean"])  # want
    os.system("make install")  # want
    result = run(["make", "docs"], env=env)  # want
    run(["make"], check=False)  # ok
    run(["make"], **options)  # ok
    os.system("clear")  # ok
    done = subprocess.run(["make", "test"])
    if done.returncode:  # ok
        raise SystemExit(done.returncode)
    code = call(["make"])  # ok
    return code or os.system("make all")  # ok
