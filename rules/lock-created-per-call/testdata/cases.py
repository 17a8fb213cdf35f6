import asyncio
import threading
from multiprocessing import RLock
from threading import Lock, Thread

total = 0


class Store:
    def __init__(self):
        self.lock = Lock()  # ok
        self.rows = []

    def add(self, row):
        lock = Lock()  # want
        lock.acquire()
        try:
            self.rows.append(row)
        finally:
            lock.release()

    def add_safely(self, row):
        with self.lock:  # ok
            self.rows.append(row)

    def direct(self, row):
        with threading.Lock():  # want
            self.rows.append(row)


async def fetch(client, url):
    limit = asyncio.Semaphore(5)  # want
    async with limit:
        return await client.get(url)


async def fetch_all(client, urls):
    limit = asyncio.Semaphore(5)  # ok

    async def one(url):
        async with limit:
            return await client.get(url)
    return await asyncio.gather(*map(one, urls))


def update():
    if not RLock().acquire(timeout=1):  # want
        return


def start(work):
    lock = Lock()  # ok
    threads = [Thread(target=work, args=(lock,)) for _ in range(3)]
    with lock:
        for t in threads:
            t.start()


def setup():
    global shared
    shared = Lock()  # ok
    with shared:
        print("ready")
