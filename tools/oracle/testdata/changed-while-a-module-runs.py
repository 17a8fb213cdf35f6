# What functions that a module calls while it runs put into its containers is there behind
# the call.
from oracle import sink, source

kept = {}
names = []


def fill():
    kept["k"] = source()
    names.append("x")


fill()
sink(kept["k"])
if names:
    sink(source())
if "k" in kept:
    sink(source())
if len(names) == 1:
    sink(source())
