# ruleid: not-regex
f(a)
# ok: not-regex
f(nested(a))
