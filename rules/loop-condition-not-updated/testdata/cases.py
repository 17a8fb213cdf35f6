import sys
import time


def wrong_variable(rows):
    i = 0
    j = 0
    while i < 10:  # want
        print(rows[j])
        j += 1


def flag(read):
    done = False
    while not done:  # want
        line = read()
        finished = line == ""
        print(finished)


def both(a, b):
    while a > 0 and b > 0:  # want
        print(a, b)


def answer():
    reply = input("go on? ")
    while reply != "no":  # want
        print("still here")


def compared(limit):
    attempts = 0
    while attempts < limit:  # want
        time.sleep(1)


def pops(stack):
    while stack:  # ok
        stack.pop()


def handed(queue):
    while queue:  # ok
        work(queue)


def work(q):
    del q[0]


def walrus(f):
    while chunk := f.read(10):  # ok
        print(chunk)


def one_of_two(a, b):
    while a < b:  # ok
        b -= 1


def leaves():
    n = 1
    while n < 2:  # ok
        sys.exit(n)


def gives():
    n = 1
    while n < 2:  # ok
        yield n


def inner():
    go = True

    def stop():
        nonlocal go
        go = False
    while go:  # ok
        stop()


def closure(first):
    stack = []

    def push(x):
        stack.append(x)

    def pop():
        stack.pop()
    push(first)
    while stack:  # ok
        pop()


def chain(node):
    while node is not None:  # ok
        node = node.next


def waits(event):
    while not event:  # ok
        time.sleep(1)


state = True


def stop_all():
    global state
    state = False


while state:  # ok
    time.sleep(1)
