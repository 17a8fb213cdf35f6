def a(x, y):
    return x and x  # want


def b(x):
    if x == x:  # want
        return 1


def c(x):
    return x - x  # want


def d(x):
    x = x  # want
    return x


def e(x):
    if x > 0:
        return 1
    elif x < 0:
        return 2
    elif x > 0:  # want
        return 3


def f(x):
    if x:  # want
        print("same")
    else:
        print("same")


def g(x, y):
    return x.a or y or x.a  # want


def h(x):
    return x.value / x.value  # want


class Box:
    def set(self, size):
        self.size = self.size  # want


def i(x, y):
    if x != x:  # NaN # ok
        return 1
    if x == y:  # ok
        return 2
    if x > 0:
        print(1)
    elif x > 1:  # ok
        print(2)
    return x() - x()  # ok


def j(x, y):
    return x and y and x.a  # ok
