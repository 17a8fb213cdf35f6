# slice(...) is what is written with colons in brackets, not an index.
from oracle import source, sink, flag

x = source()
items = [x, "a", "b"]
first = items[slice(0, 1)]
sink(first[0])
sink(items[slice(1, None)][0])
sink("abcd"[slice(1, 3)])
n = items[slice(2)]
sink(n[-1])
sink(n[0])
