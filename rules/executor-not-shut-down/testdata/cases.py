import concurrent.futures
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.pool import ThreadPool

shared = ProcessPoolExecutor()


class A:
    def __init__(self):
        self.pool = ThreadPool(2)

    def a(self, xs):
        p = multiprocessing.Pool(2)  # want
        return p.map(str, xs)

    def b(self, xs):
        e = concurrent.futures.ThreadPoolExecutor()  # want
        futures = [e.submit(str, x) for x in xs]
        return [f.result() for f in futures]

    def c(self, xs):
        e = ProcessPoolExecutor(max_workers=2)  # want
        e.submit(print, xs)

    def d(self, xs):
        t = ThreadPool(2)  # want
        t.map(str, xs)
        t.join()

    def e(self, xs):
        p = multiprocessing.Pool()
        try:
            return p.map(str, xs)
        finally:
            p.close()

    def f(self):
        e = ProcessPoolExecutor()
        return e

    def g(self, xs):
        with ThreadPool(2) as p:
            return p.map(str, xs)

    def h(self, run):
        e = ProcessPoolExecutor()
        run(e)
