import builtins


class Problem(Exception):
    pass


def f(n, error):
    if n == 1:
        raise Exception  # want
    if n == 2:
        raise BaseException("x")  # want
    if n == 3:
        raise builtins.Exception("y")  # want
    if n == 4:
        raise Exception("a") from error  # want
    if n == 5:
        raise Problem("own")
    if n == 6:
        raise ValueError(n)
    try:
        pass
    except Exception as e:
        raise
    raise error
