class Base(Exception):
    pass


class Child(Base):
    pass


def f(x):
    try:
        x()
    except Exception:
        return 1
    except KeyError:  # want
        return 2
    try:
        x()
    except Base:
        return 1
    except Child:  # want
        return 2
    try:
        x()
    except (ValueError, LookupError):
        return 1
    except (KeyError, IndexError):  # want
        return 2
    try:
        x()
    except OSError:
        return 1
    except IOError:  # want
        return 2
    try:
        x()
    except KeyError:
        return 1
    except LookupError:
        return 2
    except (KeyError, ValueError):
        return 3
    except Exception:
        return 4
    try:
        x()
    except Child:
        return 1
    except Base:
        return 2
