def f(a, b, rows, q):
    x = not a is b  # want
    y = not (a in b)  # want
    z = a == True  # want
    w = False == b
    v = b == False  # want
    u = type(a) == int  # want
    g = lambda n: n + 1  # want
    ok = a is not b and a not in b
    ok2 = not (a in b and b)
    ok3 = q.filter(rows.done == True)
    ok4 = sorted(rows, key=lambda r: r.x)
    ok5 = isinstance(a, int)
    return [x, y, z, w, v, u, g, ok, ok2, ok3, ok4, ok5]
