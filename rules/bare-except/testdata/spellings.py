import logging
import sys


def a():
    try:
        work()
    except:  # want
        return None


def b():
    try:
        work()
    except BaseException:  # want
        return None


def c():
    while True:
        try:
            work()
        except:  # want
            logging.error("failed")


class Task:
    def run(self):
        try:
            work()
        except ValueError:
            return 1
        except:  # want
            return 2


async def d():
    try:
        work()
    except (KeyError, BaseException):  # want
        return 3


def e():
    try:
        work()
    except:  # ok
        raise
    try:
        work()
    except BaseException:  # ok
        cleanup()
        raise
    try:
        work()
    except Exception:  # ok
        return None
    try:
        work()
    except (ValueError, TypeError):  # ok
        return None
    try:
        work()
    except:  # ok
        sys.exit(1)


def work():
    return 1


def cleanup():
    pass
