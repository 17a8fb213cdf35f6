import asyncio
import threading
from threading import Lock, Semaphore

guard = Lock()


class A:
    def __init__(self):
        self.lock = threading.RLock()
        self.n = 0

    def a(self, x):
        self.lock.acquire()  # want
        if x:
            return x()
        self.lock.release()

    def b(self, x):
        guard.acquire()  # want
        x()

    def c(self, x):
        self.lock.acquire()
        try:
            x()
        finally:
            self.lock.release()

    def d(self):
        guard.acquire()
        self.n += 1
        guard.release()

    def __enter__(self):
        self.lock.acquire()

    async def e(self, x):
        s = asyncio.Semaphore(3)
        await s.acquire()  # want
        await x()
        s.release()

    def f(self, x):
        if guard.acquire(timeout=3):  # want
            x()
            guard.release()

    def g(self, x):
        s = Semaphore()
        s.acquire()  # want
        for y in x:
            y()
        s.release()

    def h(self, x):
        x.acquire()
        x.run()
