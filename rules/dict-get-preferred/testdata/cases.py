def f(d, k, log):
    try:
        return d[k]
    except KeyError:  # want
        return None


def g(d, k, log):
    x = d[k] if k in d else 0  # want
    try:
        y = d["a"]
    except KeyError:  # want
        y = []
    z = d["q"] if "q" in d else None  # want
    try:
        w = d[k]
    except KeyError:
        log.warning("no")
        w = 1
    try:
        w = d[k]
    except IndexError:
        w = 1
    try:
        w = d[k]
    except KeyError:
        w = compute()
    v = d[k] if k in x else 0
    rows = [1]
    try:
        u = rows[k]
    except KeyError:
        u = 0
    return x, y, z, w, v, u


def compute():
    return 1
