import asyncio
import threading
import time

import anyio


async def polls(task, state):
    while not task.done():  # want
        await asyncio.sleep(1)
    while state["busy"]:  # want
        await anyio.sleep(0.5)
    while not task.done():  # ok
        await asyncio.sleep(1)
        task.poke()
    while True:  # ok
        await asyncio.sleep(60)


def spins(worker, event: threading.Event):
    while worker.is_alive():  # want
        pass
    while not event.is_set():  # want
        time.sleep(0.1)
    while worker.step():  # ok
        time.sleep(0.1)
    while worker.read(1):  # ok
        pass


async def scopes(client):
    async with asyncio.timeout(5):  # want
        time.sleep(10)
    async with asyncio.timeout(5):  # ok
        await client.get("/")
    await asyncio.sleep(100 * 24 * 3600)  # want
    await asyncio.sleep(0)  # ok
    await anyio.sleep(0)  # want


async def forwards(client, timeout=3):  # ok
    return await client.get("/", timeout=timeout)


async def around(client, timeout=3):  # want
    async with asyncio.timeout(timeout):
        return await client.get("/")


class Special(list):
    async def get(self, timeout=1):  # ok
        return await asyncio.wait_for(self.pop(), timeout=timeout)
