import asyncio
import multiprocessing
import queue
from multiprocessing import JoinableQueue, Queue


def a():
    jobs = JoinableQueue()
    while True:
        job = jobs.get()  # want
        if job is None:
            break
        print(job)


def b():
    q = queue.Queue()
    q.put(1)
    item = q.get()  # want
    print(item)
    q.join()


async def c():
    q = asyncio.Queue()
    await q.put(1)
    print(await q.get())  # want
    await q.join()


class Pool:
    def __init__(self):
        self.jobs = multiprocessing.JoinableQueue()

    def run(self):
        while True:
            job = self.jobs.get()  # want
            job()


def consumer(q: JoinableQueue):
    while True:
        print(q.get())  # want


def d():
    jobs = JoinableQueue()
    while True:
        job = jobs.get()  # ok
        try:
            print(job)
        finally:
            jobs.task_done()


def e():
    q = Queue()
    print(q.get())  # ok


def f():
    q = queue.Queue()
    print(q.get())  # ok


async def g():
    q = asyncio.Queue()
    print(await q.get())  # ok
    q.task_done()
    await q.join()
