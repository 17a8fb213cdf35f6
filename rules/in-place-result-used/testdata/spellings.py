import random
from random import shuffle


def a():
    items = [3, 1, 2]
    items = items.sort()  # want
    return items


def b():
    return [1, 2].append(3)  # want


def c(mapping: dict):
    return mapping.update(a=1)  # want


def d():
    items = list(range(3))
    for x in items.reverse():  # want
        print(x)


def e():
    cards = [1, 2, 3]
    cards = random.shuffle(cards)  # want
    return cards


def f():
    seen = set()
    if seen.add(1):  # want
        return seen


class Deck:
    def __init__(self):
        self.cards = []

    def draw(self):
        print("drawing")
        return self.cards.extend([1, 2])  # want


def g():
    items = [1]
    print(items.insert(0, 2))  # want


def h():
    result = shuffle([1, 2])  # want
    return result


def i(frame, items: list):
    items.sort()  # ok
    ordered = sorted(items)  # ok
    last = items.pop()  # ok
    frame = frame.append(items)  # ok
    merged = frame.update(items)  # ok
    items.append(1) if items else None  # ok
    return ordered, last, merged
