import collections


def f(n, keys):
    a = [[]] * n  # want
    b = 4 * [{}]  # want
    c = [set()] * n  # want
    d = dict.fromkeys(keys, [])  # want
    e = [[x for x in keys]] * 2  # want
    g = [collections.deque(), 1] * n  # want
    h = [0] * n + [None] * n
    i = [()] * n
    j = [[]] * 1
    k = dict.fromkeys(keys, 0)
    m = ["ab"] * n
    return a, b, c, d, e, g, h, i, j, k, m, "x" * n, [[0] * n for _ in keys]
