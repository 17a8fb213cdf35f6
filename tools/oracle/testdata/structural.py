# Anything with the methods of a protocol is one: the protocol's own bodies do not run.
from typing import Protocol
from oracle import source, sink, flag

class Likes(Protocol):
    def get(self): ...

class Box:
    def __init__(self, x):
        self.x = x
    def get(self):
        return self.x

def show(b: Likes):
    return b.get()

sink(show(Box(source())))
sink(show(Box("a")))
