class Plain:
    pass


class Real(Exception):
    pass


def a():
    raise NotImplemented  # want


def b():
    raise "an error"  # want


def c():
    raise None  # want


def d():
    raise NotImplemented("later")  # want


def e():
    try:
        work()
    except "ValueError":  # want
        pass


def f():
    raise Plain()  # want


def g():
    try:
        work()
    except Plain:  # want
        pass


class Shape:
    def area(self):
        raise NotImplemented("area")  # want


def h():
    raise 42  # want


def i(kind, error):
    raise NotImplementedError  # ok


def j(kind, error):
    raise Real("a")  # ok


def k(kind, error):
    raise kind(error)  # ok


def l(error):
    try:
        work()
    except (ValueError, Real):  # ok
        raise error  # ok


def work():
    return 1
