class AppError(Exception):
    pass


class Deeper(AppError):
    pass


def f(x, out):
    RuntimeError()  # want
    AppError("x")  # want
    Deeper("x")  # want
    if x:
        KeyError(x)  # want
    SystemExit(1)  # want
    raise AppError("fine")


def g(x, out):
    out.append(ValueError(x))
    e = TypeError("kept")
    UserWarning("not an error")
    make_error("x")
    return e, ValueError(x)


def make_error(x):
    return ValueError(x)
