import random
from collections import deque


class Bag:
    def __init__(self):
        self.items = []

    def pick(self):
        x = self.items.reverse()  # want
        return x

    def put(self, v):
        self.items.append(v)
        return self


def f(rows, frame):
    a = [3, 1]
    b = {"k": 1}
    c = a.append(2)  # want
    for x in a.sort():  # want
        print(x)
    d = b.update(k=2)  # want
    e = random.shuffle(a)  # want
    g = {1}.add(2)  # want
    print(deque().extend(a))  # want
    h = rows.sort()
    i = frame.update(b)
    a.sort()
    j = sorted(a)
    k = a.pop()
    m = b.setdefault("k", 1)
    return c, d, e, g, h, i, j, k, m
