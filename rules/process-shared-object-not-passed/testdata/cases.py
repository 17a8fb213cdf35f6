from multiprocessing import Event, Lock, Pipe, Process, Queue
import multiprocessing as mp


def a(work):
    lock = Lock()
    p = Process(target=work, args=(1,))  # want
    p.start()
    return lock


def b(work):
    left, right = Pipe()
    mp.Process(target=work).start()  # want
    return left.recv()


def c(work):
    stop = Event()
    p = mp.Process(target=work, kwargs={"n": 1})  # want
    p.start()
    stop.set()


def d(work):
    v = mp.Value("i", 0)
    p = Process(target=work)  # want
    p.start()
    p.join()
    print(v.value)


def e(work):
    q = Queue()
    p = Process(target=work, kwargs={"q": q})
    p.start()


def f(work):
    left, right = Pipe()
    p = Process(target=work, args=(right,))
    p.start()
    return left


def g(work):
    q = Queue()
    box = work(q)
    p = Process(target=box.run)
    p.start()


def h(work):
    p = Process(target=work)
    p.start()


def i(work):
    q = Queue()
    return q
