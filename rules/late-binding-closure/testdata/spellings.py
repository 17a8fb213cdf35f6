import functools
import threading


def a():
    return [lambda: i for i in range(3)]  # want


def b():
    actions = []
    for i in range(3):
        actions.append(lambda: print(i))  # want
    return actions


def c(buttons):
    for name in ("a", "b"):
        def click():  # want
            print(name)

        buttons.append(click)


def d(urls):
    for url in urls:
        threading.Thread(target=lambda: fetch(url)).start()  # want


def e(names):
    handlers = {}
    for name in names:
        handlers[name] = lambda event: show(name, event)  # want
    return handlers


def f(callbacks):
    return {k: (lambda: k) for k in callbacks}  # want


def g(items):
    actions = []
    for i in range(3):
        actions.append(lambda i=i: print(i))  # ok
        actions.append(functools.partial(print, i))  # ok
    for item in items:
        item.parts.sort(key=lambda p: p.distance(item))  # ok
        best = max(item.parts, key=lambda p: p.size + item.size)  # ok
        print(list(map(lambda p: p + item, item.parts)), best)  # ok
    return [lambda x: x * 2 for _ in range(3)]  # ok


def fetch(url):
    return url


def show(name, event):
    return name, event
