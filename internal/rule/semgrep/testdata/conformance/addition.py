# ruleid: addition
f("a" + b)
# ok: addition
f(b + "a")
