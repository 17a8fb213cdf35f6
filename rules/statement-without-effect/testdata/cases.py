import contextlib


def f(x, y, handle, pytest):
    """Doc."""
    "a note"
    x  # want
    x == y  # want
    x + 1  # want
    not x  # want
    handle.close  # want
    name = "a"
    name.upper()  # want
    "{}".format(x)  # want
    ...
    x >> y
    handle.property
    x.strip()
    try:
        x
    except NameError:
        pass
    with pytest.raises(ValueError):
        x < y
    with contextlib.suppress(Exception):
        x + y
    yield
    x()
    [1, x]
