import os
import sys


def f(x, box):
    try:
        x()
    except BaseException:  # want
        return None
    try:
        x()
    except ValueError:
        return 1
    except:  # want
        return 2
    try:
        x()
    except:
        sys.exit(1)
    try:
        x()
    except BaseException as e:
        box.append(e)
    try:
        x()
    except BaseException as e:
        raise RuntimeError from e
    try:
        x()
    except (KeyError, ValueError):
        pass


class T:
    async def run(self):
        for _ in self:
            try:
                await self.x()
            except:  # want
                self.failed = True
            try:
                await self.y()
            except:
                os._exit(2)
