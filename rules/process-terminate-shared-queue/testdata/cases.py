import multiprocessing as mp
from multiprocessing import Event, JoinableQueue, Pipe, Process


def a(work):
    q = JoinableQueue()
    p = Process(target=work, kwargs={"q": q})
    p.start()
    p.kill()  # want


def b(work):
    left, right = Pipe()
    p = Process(target=work, args=(right,))
    p.start()
    p.terminate()  # want
    return left.recv()


def c(work):
    ctx = mp.get_context("spawn")
    q = ctx.Queue()
    p = mp.Process(target=work, args=[q])
    p.terminate()  # want


class D:
    def __init__(self, work):
        self.q = mp.Queue()
        self.p = mp.Process(target=work, args=(self.q,))

    def stop(self):
        self.p.terminate()  # want


def e(work):
    q = mp.Queue()
    p = Process(target=work, args=(q,))
    p.start()
    p.join(5)
    p.terminate()


def f(work):
    p = Process(target=work, args=(1,))
    p.terminate()


def g(work, stop=Event()):
    q = mp.Queue()
    p = Process(target=work, args=(q,))
    stop.set()
    p.join()


def h(work, proc):
    q = mp.Queue()
    proc.terminate()
    return q
