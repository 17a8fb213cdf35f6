def f(c):
    a = source()
    b = [a, 1]
    # ruleid: taint
    sink("x" + b[0])
    a = clean(a)
    # ok: taint
    sink(a)
    if c:
        a = source()
    # ruleid: taint
    sink(k=a)
    # ok: taint
    sink(c)
def g():
    for x in source():
        y = x.attr
        # ruleid: taint
        sink(f"{y}")
    # ok: taint
    sink(unknown)
