import asyncio
import queue
from multiprocessing import JoinableQueue, Queue


class A:
    def __init__(self):
        self.q = JoinableQueue()
        self.plain = Queue()

    def take(self):
        return self.q.get()  # want

    def other(self):
        return self.plain.get()


def b():
    q = queue.Queue()
    q.put(1)
    while not q.empty():
        print(q.get())  # want
    q.join()


async def c():
    jobs = asyncio.Queue()
    await jobs.get()  # want
    await jobs.join()


def d(q: JoinableQueue):
    while True:
        item = q.get_nowait()  # want
        print(item)


def e():
    q = queue.Queue()
    return q.get()


def f(work):
    q = JoinableQueue()
    x = q.get()
    work(q)
    return x


def g(q: JoinableQueue, work):
    item = q.get()
    try:
        work(item)
    finally:
        q.task_done()


def h(settings):
    return settings.get("x")
