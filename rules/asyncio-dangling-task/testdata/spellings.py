import asyncio
from asyncio import create_task, ensure_future


async def work():
    pass


async def a():
    asyncio.create_task(work())  # want


async def b():
    ensure_future(work())  # want


async def c():
    loop = asyncio.get_running_loop()
    loop.create_task(work())  # want


class Service:
    async def run(self):
        create_task(work(), name="work")  # want


async def d():
    asyncio.get_event_loop().create_task(work())  # want


async def e():
    task = asyncio.create_task(work())  # ok
    await task
    tasks = set()
    tasks.add(asyncio.create_task(work()))  # ok
    async with asyncio.TaskGroup() as group:
        group.create_task(work())  # ok
    await asyncio.create_task(work())  # ok
    return asyncio.create_task(work())  # ok
