def f(x, rows, key):
    d = {"a": 1}
    s = set(rows)
    found = False
    for k in d:  # want
        if k == key:
            found = True
    for k in d.keys():  # want
        if key == k:
            x(k)
            break
    for v in s:  # want
        if v == key:
            return v
    for v in frozenset(rows):  # want
        if v == x:
            return True
    for v in rows:
        if v == key:
            return v
    for v in s:
        if v > key:
            return v
    for v in s:
        if v == key:
            print(v)
        else:
            x(v)
    for v in s:
        if v == v.parent:
            return v
    for k, v in d.items():
        if v == key:
            return k
    return found
