a = source()
# ruleid: taint-functions
sink(a)
b = other(a)
# ok: taint-functions
sink(b)
