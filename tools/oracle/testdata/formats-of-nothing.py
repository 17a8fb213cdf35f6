from oracle import source, sink


def plain(x):
    b = "42"
    try:
        w = b % 1
    except Exception:
        w = x
    return w if isinstance(w, str) else "42"


def several(x):
    try:
        w = "none" % (1, 2)
    except TypeError:
        w = x
    return w


sink(plain(source()))
sink(several(source()))
