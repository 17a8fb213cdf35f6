class AppError(Exception):
    pass


class NotFound(AppError):
    pass


def a(x):
    if x < 0:
        ValueError("negative")  # want


def b():
    Exception("never")  # want


def c():
    AppError("never")  # want


def d(x):
    try:
        x()
    except KeyError:
        RuntimeError("lost")  # want


class Service:
    async def get(self, key):
        if key is None:
            NotFound(key)  # want
        return key


def e(x):
    if not x:
        TypeError  # want


def f(errors):
    raise ValueError("negative")  # ok


def g(errors):
    error = ValueError("kept")  # ok
    errors.append(KeyError("kept"))  # ok
    return AppError("returned")  # ok


def h():
    yield NotFound("yielded")  # ok
