import functools


def f(names, button, table):
    a = [lambda: n for n in names]  # want
    b = {n: (lambda x: x + n) for n in names}  # want
    for n in names:
        button.connect(lambda: print(n))  # want
        table[n] = lambda: n  # want
        button.make(command=lambda: print(n))  # want

        def run():  # want
            return n

        table[n] = run
    for i, n in enumerate(names):
        a.append(lambda n=n: n)
        a.append(functools.partial(print, n))
        x = sorted(names, key=lambda m: m + n)
        y = list(map(lambda m: m + i, names))
        a.append(lambda: 3)

        def inner():
            return i

        inner()
    return a, b, x, y, [(lambda n: n)(n) for n in names]
