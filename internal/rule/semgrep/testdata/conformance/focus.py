def f(
    a,
    # ruleid: focus
    unsafe_b,
    # ok: focus
    c,
): pass
