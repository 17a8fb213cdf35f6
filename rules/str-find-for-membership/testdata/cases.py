def f(s, t, d, xs):
    a = s.find(t) == -1  # want
    b = s.rfind("x") >= 0  # want
    c = s.count(t) > 0  # want
    e = t in d.keys()  # want
    g = sorted(xs)[0]  # want
    h = s.find(t) == 0  # want
    i = s.count(t) == 0  # want
    j = s.find(t, 3) != -1
    k = s.find(t) > 5
    m = s.count(t) > 2
    n = t in d
    o = sorted(xs)[1]
    return a, b, c, e, g, h, i, j, k, m, n, o
