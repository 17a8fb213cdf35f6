def f(p, q=1):
    a = p
    # ruleid: taint-parameter
    run(a)
    # ok: taint-parameter
    run(1)
