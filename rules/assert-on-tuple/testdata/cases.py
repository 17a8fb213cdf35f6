def f(a, b):
    assert (a, b)  # want
    assert (a,)  # want
    assert (a == 1, f"{a}")  # want
    assert a, b  # a message
    assert ()
    assert (a and b)
    assert [a, b]
    assert (a, b) == (1, 2), "no"
