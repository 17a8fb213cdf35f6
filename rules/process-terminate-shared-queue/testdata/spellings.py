import multiprocessing
import multiprocessing as mp
from multiprocessing import Event, JoinableQueue, Lock, Pipe, Process, Queue


def worker(*args):
    pass


def a():
    queue = Queue()
    p = Process(target=worker, args=(queue,))
    p.start()
    p.terminate()  # want


def b():
    lock = multiprocessing.Lock()
    process = multiprocessing.Process(target=worker, kwargs={"lock": lock})
    process.start()
    process.kill()  # want


def c():
    parent, child = Pipe()
    p = mp.Process(target=worker, args=[child])
    p.start()
    p.terminate()  # want


def d():
    context = mp.get_context("spawn")
    queue = context.Queue()
    p = context.Process(target=worker, args=(1, queue))
    p.start()
    p.terminate()  # want


def e():
    jobs = JoinableQueue()
    workers = [Process(target=worker, args=(jobs,)) for _ in range(2)]
    for w in workers:
        w.start()
    for w in workers:
        w.terminate()  # want


def f():
    p = Process(target=worker, args=(1,))
    p.start()
    p.terminate()  # ok


def g():
    queue = Queue()
    p = Process(target=worker, args=(queue,))
    p.start()
    queue.put(None)
    p.join()  # ok


def h():
    stop = Event()
    p = Process(target=worker)
    p.start()
    stop.set()
    p.terminate()  # ok


def i():
    queue = Queue()
    p = Process(target=worker)
    p.start()
    queue.put(1)
    p.terminate()  # ok
