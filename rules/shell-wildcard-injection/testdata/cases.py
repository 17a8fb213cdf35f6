import os
import subprocess
from subprocess import Popen, call


def one():
    os.system("tar czf backup.tgz *")  # want


def two():
    subprocess.run("chown -R app:app *", shell=True, check=True)  # want


def three(target):
    call("rsync -a * " + target, shell=True)  # want


def four(target):
    cmd = f"cd {target} && chmod 644 *"
    os.popen(cmd)  # want


def five():
    Popen(["sh", "-c", "zip -r all.zip *"])  # want


def six():
    return subprocess.getoutput("tar cf a.tar *.txt")  # want


def good_dot():
    os.system("tar czf backup.tgz ./*")  # ok


def good_end():
    subprocess.run("chown app:app -- *", shell=True)  # ok


def good_no_shell():
    subprocess.run(["tar", "czf", "backup.tgz", "*"])  # ok


def good_folder():
    os.system("chmod 600 /srv/app/*")  # ok


def good_quoted():
    os.system("find . -name '*' -print")  # ok
    os.system("tar czf a.tgz --exclude='*' .")  # ok


def good_other():
    os.system("ls *")  # ok
