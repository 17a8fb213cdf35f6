def a():
    try:
        return work()
    finally:
        return None  # want


def b(items):
    for item in items:
        try:
            item.run()
        finally:
            break  # want


def c(items):
    while items:
        try:
            items.pop().run()
        finally:
            continue  # want


def d():
    try:
        work()
    except ValueError:
        raise
    finally:
        if ready():
            return 1  # want


class Worker:
    async def run(self):
        try:
            await self.step()
        finally:
            with self.lock:
                return self.state  # want


def e(items):
    try:
        work()
    finally:
        for item in items:
            if item:
                break  # ok
            continue  # ok


def f():
    try:
        return work()  # ok
    finally:
        cleanup()


def g():
    try:
        work()
    finally:
        def inner():
            return 1  # ok

        inner()
    return 2  # ok


def work():
    return 1


def ready():
    return True


def cleanup():
    pass
