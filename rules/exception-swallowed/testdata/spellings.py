import contextlib
import logging


def a():
    try:
        work()
    except:  # want
        pass


def b():
    try:
        work()
    except Exception:  # want
        pass


def c(items):
    for item in items:
        try:
            item.run()
        except Exception as error:  # want
            continue


def d():
    try:
        work()
    except BaseException:  # want
        ...


def e():
    try:
        work()
    except (ValueError, Exception):  # want
        "ignored"


async def f():
    try:
        await g()
    except Exception:  # want
        # nothing to do
        pass


async def g():
    try:
        work()
    except ValueError:  # ok
        pass
    try:
        work()
    except Exception:  # ok
        logging.exception("work")
    try:
        work()
    except Exception:  # ok
        raise
    try:
        work()
    except Exception:  # ok
        return None
    with contextlib.suppress(FileNotFoundError):  # ok
        work()


def work():
    return 1
