import math


def a(x):
    x == 1  # want


def b(x):
    x.close  # want


def c(x, y):
    x + y  # want


def d(x):
    x  # want


def e(text):
    text = str(text)
    text.strip()  # want
    return text


def f(x):
    x < 3  # want
    return x


def g(items):
    [i for i in items]  # want


def h():
    math.pi  # want


def i(name: str):
    name.replace("a", "b")  # want
    return name


class Thing:
    """A docstring."""  # ok

    def run(self, x):
        """Another one."""  # ok
        ...  # ok
        x.close()  # ok
        self.value = x == 1  # ok
        x += 1  # ok


async def j(x):
    await x  # ok


def k(items):
    [print(i) for i in items]  # ok
