import contextlib


def f(xs, log):
    for x in xs:
        try:
            x()
        except:  # want
            continue
    try:
        xs()
    except BaseException:  # want
        ...
    try:
        xs()
    except (ValueError, Exception) as e:  # want
        "nothing to do"
    with contextlib.suppress(Exception):  # want
        xs()
    try:
        xs()
    except ValueError:
        pass
    try:
        xs()
    except Exception:
        return None
    try:
        xs()
    except Exception as e:
        log.warning(e)
    with contextlib.suppress(KeyError):
        xs()
    try:
        xs()
    except Exception:
        raise
