import functools


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance

    def deposit(self, amount):
        self.balance += amount
        self.log("deposit", amount)

    def log(self, what, amount, *, level="info"):
        print(level, what, amount)

    @staticmethod
    def parse(text):
        return Account(text)

    @classmethod
    def empty(cls, owner):
        return cls(owner)

    def close(self):
        self.log("close")  # want "`log` needs `amount`"
        self.log("close", 0, "debug")  # want "takes 2 arguments by position, 3 are given"
        self.log("close", 0, lvl="debug")  # want "takes no argument `lvl`"
        self.log("close", 0, what="again")  # want "twice"


def open_account():
    Account()  # want "`Account` needs `owner`"
    Account("a", 1, 2)  # want
    a = Account("a", balance=3)  # ok
    a.deposit()  # want
    a.deposit(1)  # ok
    Account.parse("x", "y")  # want
    Account.empty()  # want
    Account.empty("b")  # ok
    Account.log(a, "what", 1)  # ok
    return a


def logged(f):
    @functools.wraps(f)
    def inner(*args):
        return f("now", *args)
    return inner


@logged
def record(time, what):
    print(time, what)


record("started")  # ok


def area(width, height):
    return width * height


def compute(sizes, options):
    area(*sizes)  # ok
    area(**options)  # ok
    area(1, **options)  # ok
    area(1, 2, 3, **options)  # want
    area(1, depth=2)  # want
    try:
        area(1)  # ok
    except TypeError:
        pass
    outer = lambda a, b=1: a + b
    outer(1)  # ok
    outer()  # want
    local()


def local():
    def step(n):
        return n + 1
    step(1)  # ok
    return step(1, 2)  # want


class Base:
    def run(self):
        return self.step()

    def step(self):
        raise NotImplementedError


class Deep(Base):
    def step(self, more=None):
        return more


class Loose:
    def __init__(self, *args, **kwargs):
        pass


Loose(1, 2, a=3)  # ok
