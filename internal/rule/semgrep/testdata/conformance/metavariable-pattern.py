# ruleid: metavariable-pattern
f(a + b)
# ruleid: metavariable-pattern
f("%s" % b)
# ok: metavariable-pattern
f("a")
# ok: metavariable-pattern
f(a)
