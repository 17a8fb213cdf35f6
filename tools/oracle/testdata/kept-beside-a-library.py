# What a class with a library's base keeps in its instances, its methods and whoever
# is given one find there.
import threading

import oracle


class Page(oracle.View):
    def get(self, x):
        self.y = x
        self.z = oracle.source()
        oracle.sink(self.part())
        self.show()
        given(self)

    def part(self):
        return self.y

    def show(self):
        oracle.sink(getattr(self, "z", "none"))


def given(page):
    oracle.sink(page.y)


class Work(threading.Thread):
    def begin(self, x):
        self.data = x
        self.work()

    def work(self):
        oracle.sink(self.data)


Work().begin(oracle.source())
