import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Pool
from multiprocessing.pool import ThreadPool


def a(work):
    executor = ThreadPoolExecutor(4)  # want
    return executor.submit(work).result()


def b(work, items):
    pool = Pool(2)  # want
    return pool.map(work, items)


def c(work, items):
    pool = multiprocessing.Pool()  # want
    result = pool.map(work, items)
    return result


def d(work):
    executor = ProcessPoolExecutor()  # want
    executor.submit(work)


class Runner:
    def run(self, work, items):
        pool = ThreadPool(3)  # want
        return pool.map(work, items)


def e(work):
    with ThreadPoolExecutor() as executor:  # ok
        executor.submit(work)


def f(work):
    executor = ThreadPoolExecutor()  # ok
    executor.submit(work)
    executor.shutdown()


def g(work, items):
    pool = Pool()  # ok
    pool.map(work, items)
    pool.close()
    pool.join()


class Owner:
    def __init__(self):
        self.executor = ThreadPoolExecutor()  # ok


SHARED = ThreadPoolExecutor()  # ok
