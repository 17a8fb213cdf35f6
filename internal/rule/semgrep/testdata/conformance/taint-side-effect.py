a = b = 1
fill(a)
# ruleid: taint-side-effect
sink(a)
# ok: taint-side-effect
sink(b)
check(a)
# ok: taint-side-effect
sink(a)
