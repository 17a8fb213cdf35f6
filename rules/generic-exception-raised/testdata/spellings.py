class AppError(Exception):
    pass


def a():
    raise Exception("failed")  # want


def b():
    raise Exception  # want


def c():
    raise BaseException("failed")  # want


def d(x):
    try:
        x()
    except ValueError as error:
        raise Exception("failed") from error  # want


class Service:
    async def run(self):
        raise Exception(f"failed: {self}")  # want


def e(x):
    raise ValueError("failed")  # ok


def f(x):
    raise AppError("failed")  # ok


def g(x):
    try:
        x()
    except Exception as error:
        if error:
            raise  # ok
        raise error  # ok
