import asyncio
import multiprocessing
import threading
from threading import Lock, RLock, Semaphore

lock = threading.Lock()


def a(path):
    lock.acquire()  # want
    data = open(path).read()
    lock.release()
    return data


def b(x):
    guard = Lock()
    guard.acquire()  # want
    if x:
        return 1
    guard.release()


class Counter:
    def __init__(self):
        self.lock = RLock()
        self.count = 0

    def add(self, items):
        self.lock.acquire()  # want
        self.count += len(items)
        items.clear()
        self.lock.release()


async def c(work):
    sem = asyncio.Semaphore(2)
    await sem.acquire()  # want
    await work()
    sem.release()


def d(work):
    sem = multiprocessing.Semaphore(1)
    sem.acquire()  # want
    work()
    sem.release()


def e(work):
    with lock:  # ok
        work()


def f(work):
    lock.acquire()  # ok
    try:
        work()
    finally:
        lock.release()


class Managed:
    def __init__(self):
        self.lock = Lock()

    def __enter__(self):
        self.lock.acquire()  # ok
        return self

    def __exit__(self, *exc):
        self.lock.release()


def g(work):
    if lock.acquire(timeout=1):  # ok
        try:
            work()
        finally:
            lock.release()
