A = "x"
# ok: constants-off
f(A)
# ruleid: constants-off
f("x")
