import requests


class AppError(Exception):
    pass


class NotFound(AppError):
    pass


def a():
    try:
        work()
    except Exception:
        return 1
    except ValueError:  # want
        return 2


def b():
    try:
        work()
    except OSError:
        return 1
    except FileNotFoundError:  # want
        return 2


def c():
    try:
        work()
    except AppError:
        return 1
    except NotFound:  # want
        return 2


def d():
    try:
        work()
    except ValueError:
        return 1
    except ValueError:  # want
        return 2


def e():
    try:
        work()
    except (LookupError, TypeError):
        return 1
    except KeyError:  # want
        return 2


class Worker:
    async def run(self):
        try:
            work()
        except ArithmeticError:
            return 1
        except ZeroDivisionError:  # want
            return 2


def f():
    try:
        work()
    except NotFound:  # ok
        return 1
    except AppError:  # ok
        return 2
    except ValueError:  # ok
        return 3
    except Exception:  # ok
        return 4


def g():
    try:
        work()
    except requests.Timeout:  # ok
        return 1
    except requests.RequestException:  # ok
        return 2


def work():
    return 1
