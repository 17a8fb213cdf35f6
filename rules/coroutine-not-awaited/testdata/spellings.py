import asyncio
from asyncio import gather, sleep


async def work(x=1):
    return x


async def a():
    work()  # want


async def b():
    asyncio.sleep(1)  # want


async def c():
    sleep(1)  # want
    gather(work(), work())  # want


class Service:
    async def start(self):
        return 1

    async def run(self):
        self.start()  # want
        await self.start()  # ok


def d():
    work(2)  # want


async def e(queue: asyncio.Queue):
    queue.get()  # want
    result = work()  # want
    print("done")


async def f():
    await work()  # ok
    task = asyncio.create_task(work())  # ok
    await task
    await gather(work(), work())  # ok
    return work()  # ok


def g():
    asyncio.run(work())  # ok


async def h():
    coro = work()  # ok
    await coro
