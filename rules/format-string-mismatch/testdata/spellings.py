def a(x, y):
    return "%s and %s" % (x,)  # want


def b(x):
    return "%s" % (x, x)  # want


def c(x):
    return "{} {}".format(x)  # want


def d(x):
    return "{name}".format(nam=x)  # want


def e(x):
    return "{} {1}".format(x, x)  # want


def f(x):
    return "%(a)s %(b)s" % {"a": x}  # want


def g(x):
    return "%y" % x  # want


TEMPLATE = "{} is {} of {}"


def h(x):
    return TEMPLATE.format(x, x)  # want


class Message:
    def show(self):
        return "%d items, %d left" % (self.count,)  # want


def i():
    return "{:d}".format("text")  # want


def j(x, y, values, mapping):
    "%s and %s" % (x, y)  # ok
    "{} {}".format(x, y)  # ok
    "{0} {0}".format(x)  # ok
    "{name}".format(name=x)  # ok
    "{} {}".format(*values)  # ok
    "{a}".format(**mapping)  # ok
    "%(a)s" % mapping  # ok
    "100%% of %s" % x  # ok
    "{{}} {}".format(x)  # ok
    "%s" % x  # ok
    "%*d" % (5, x)  # ok
