# ruleid: strings
f("abc")
# ruleid: strings
f('')
NAME = "x"
# ruleid: strings
f(NAME)
# ok: strings
f(other)
# ok: strings
f(f"{other}")
