class Plain:
    pass


class Fine(Exception):
    pass


def f(x, error):
    try:
        x()
    except "ValueError":  # want
        raise "failed"  # want
    except ValueError or KeyError:  # want "first type"
        raise Plain()  # want
    except [OSError]:  # want
        raise NotImplemented("later")  # want
    except (Fine, Plain):  # want
        raise "a %s" % x  # want
    except (Fine, ValueError):
        raise Fine
    except error:
        raise error
    except x.Error:
        raise x.Error()
