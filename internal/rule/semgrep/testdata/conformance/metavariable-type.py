def f(a: Box, b: Tin):
    # ruleid: metavariable-type
    a.get()
    # ok: metavariable-type
    b.get()
