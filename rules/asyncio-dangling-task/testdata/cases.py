import asyncio
from asyncio import create_task, ensure_future


class A:
    async def go(self, job):
        create_task(job())  # want
        ensure_future(job())  # want
        asyncio.get_running_loop().create_task(job())  # want
        loop = asyncio.get_event_loop()
        loop.create_task(job())  # want
        self.task = create_task(job())
        await create_task(job())
        tasks = [create_task(job()) for _ in range(3)]
        async with asyncio.TaskGroup() as group:
            group.create_task(job())
        self.jobs.create_task(job())
        return create_task(job()), tasks
