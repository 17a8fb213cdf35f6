import subprocess
from subprocess import PIPE, Popen, TimeoutExpired


def a():
    p = Popen(["ls"], stdout=PIPE)
    try:
        p.communicate(timeout=5)  # want
    except TimeoutExpired:
        print("late")


def b():
    process = subprocess.Popen(["ls"])
    try:
        process.wait(timeout=5)  # want
    except subprocess.TimeoutExpired:
        return None


def c():
    p = Popen(["ls"], stdout=PIPE)
    out, err = p.communicate(timeout=10)  # want
    return out


def d():
    p = Popen(["ls"])
    try:
        p.wait(5)  # want
    except Exception as error:
        print(error)


class Runner:
    def run(self):
        p = Popen(["ls"], stdout=PIPE)
        try:
            return p.communicate(timeout=3)  # want
        except subprocess.SubprocessError:
            raise


def e():
    p = Popen(["ls"], stdout=PIPE)
    try:
        p.communicate(timeout=5)  # ok
    except TimeoutExpired:
        p.kill()
        p.communicate()


def f():
    p = Popen(["ls"])
    try:
        p.wait(timeout=5)  # ok
    finally:
        p.terminate()


def g():
    subprocess.run(["ls"], timeout=5)  # ok
    p = Popen(["ls"], stdout=PIPE)
    p.communicate()  # ok
