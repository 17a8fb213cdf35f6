a = source()
# ruleid: taint-exact
sink(a)
# ok: taint-exact
sink("b" if a else "c")
