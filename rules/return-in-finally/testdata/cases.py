def a(xs):
    for x in xs:
        try:
            x()
        finally:
            continue  # want


def b(xs):
    while True:
        try:
            xs.pop()
        finally:
            if xs:
                break  # want


def c(f):
    try:
        f()
    except ValueError:
        return 1
    finally:
        with f:
            return 2  # want


def d(f):
    try:
        f()
    finally:
        try:
            f.close()
        finally:
            return 3  # want


def e(f, xs):
    try:
        return f()
    except OSError:
        return None
    finally:
        for x in xs:
            if x:
                continue
            break

        def inner():
            return 1

        inner()
