import multiprocessing
import multiprocessing as mp
from multiprocessing import Lock, Manager, Pipe, Process, Queue, Value


def worker(*args):
    pass


def a():
    queue = Queue()
    p = Process(target=worker)  # want
    p.start()
    return queue.get()


def b():
    parent, child = Pipe()
    p = multiprocessing.Process(target=worker, args=(1,))  # want
    p.start()
    return parent.recv()


def c():
    lock = mp.Lock()
    p = mp.Process(target=worker, kwargs={"a": 1})  # want
    p.start()
    with lock:
        p.join()


def d():
    counter = Value("i", 0)
    workers = [Process(target=worker, args=(i,)) for i in range(3)]  # want
    for w in workers:
        w.start()
    return counter.value


def e():
    queue = Queue()
    p = Process(target=worker, args=(queue,))  # ok
    p.start()
    return queue.get()


def f():
    parent, child = Pipe()
    p = Process(target=worker, args=(child,))  # ok
    p.start()
    return parent.recv()


def g():
    p = Process(target=worker)  # ok
    p.start()


def h():
    lock = Lock()
    p = Process(target=worker, kwargs={"lock": lock})  # ok
    p.start()
