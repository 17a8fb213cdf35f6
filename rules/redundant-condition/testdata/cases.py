def f(a, b, c):
    x = a.b == a.b  # want
    y = a or a  # want
    z = (a - b) / (a - b)  # want
    w = a < a  # want
    a = a  # want
    if a == 1:
        x = 1
    elif a == 2:
        x = 2
    elif a == 1:  # want
        x = 3
    if b:  # want
        y = 2
    else:
        y = 2
    nan = a != a
    ok = next(a) == next(a)
    ok2 = 1 - 1
    ok3 = a and b and c
    if a:
        z = 1
    elif b:
        z = 2
    else:
        z = 1
    assert a == a
    return x, y, z, w, nan, ok, ok2, ok3
