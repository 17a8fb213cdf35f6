def a(work):
    try:
        work()
    except ValueError:  # want
        raise


def b(work):
    try:
        work()
    except Exception as error:  # want
        raise error


def c(work):
    try:
        work()
    except:  # want
        raise


def d(work):
    try:
        try:
            work()
        except KeyError:  # want
            raise
    except ValueError:
        return None


class Service:
    async def run(self):
        try:
            await self.step()
        except (OSError, ValueError) as error:  # want
            raise error


def e(work, log):
    try:
        work()
    except ValueError:  # ok
        log("failed")
        raise
    try:
        work()
    except ValueError as error:  # ok
        raise RuntimeError("failed") from error
    try:
        work()
    except KeyboardInterrupt:  # ok
        raise
    except BaseException:
        return None
    try:
        work()
    except ValueError as error:  # ok
        raise TypeError(str(error))
