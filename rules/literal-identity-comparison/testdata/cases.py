EMPTY = ()


def f(x, y, Color):
    a = x is 5  # want
    b = x is not b"raw"  # want
    c = x is ()  # want
    d = x is [] or y  # want
    e = -1 is x  # want
    g = x is f"{y}"  # want
    h = x is None or x is True or x is not ...
    i = x is EMPTY
    j = x is Color.RED
    k = type(x) is int
    return [a, b, c, d, e, g, h, i, j, k]
