import asyncio
from asyncio import Queue, sleep


class Worker:
    def __init__(self):
        self.q = Queue()

    async def run(self):
        return 1

    async def go(self):
        self.run()  # want
        sleep(1)  # want
        self.q.put(1)  # want
        asyncio.to_thread(print)  # want
        await self.run()
        asyncio.create_task(self.run())
        x = self.run()
        await asyncio.gather(self.run(), x)
        self.other()
        return self.run()

    def other(self):
        self.run()  # want


async def rows():
    yield 1


async def main():
    rows()
    asyncio.run(Worker().go())
    [asyncio.ensure_future(Worker().run())]
