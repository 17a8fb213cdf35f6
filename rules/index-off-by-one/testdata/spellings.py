def a(items):
    for i in range(len(items) + 1):
        print(items[i])  # want


def b(items):
    i = 0
    while i <= len(items):
        print(items[i])  # want
        i += 1


def c(items):
    for i in range(len(items)):
        if items[i] == items[i + 1]:  # want
            return i


def d(items):
    for i in range(0, len(items) + 1):
        items[i] = 0  # want


class Table:
    def show(self):
        for i in range(len(self.rows)):
            print(self.rows[i + 1])  # want


def e(items):
    i = 0
    while i < len(items):
        print(items[i] - items[i + 1])  # want
        i += 1


def f(items):
    for i in range(len(items)):
        print(items[i])  # ok
    for i in range(len(items) - 1):
        print(items[i], items[i + 1])  # ok
    for i in range(len(items) + 1):
        print(items[:i])  # ok
    for i in range(len(items)):
        if i + 1 < len(items):
            print(items[i + 1])  # ok
    for i in range(1, len(items)):
        print(items[i - 1], items[i])  # ok


def g(items):
    i = 0
    while i < len(items):
        print(items[i])  # ok
        i += 1
