def f(a, b, c):
    x = {i: j for i in a for j in b for k in c}  # want
    y = {i for i in a if i if i > 1}  # want
    z = sum(i for i in a if i for j in b)  # want
    w = [i for i in a if i]
    v = [(i, j) for i in a for j in b]
    u = {i: 1 for i in a}
    return x, y, z, w, v, u, [i async for i in a if i if b]  # want
