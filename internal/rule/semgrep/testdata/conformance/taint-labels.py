a = user()
# ruleid: taint-labels
sink(a)
c = a + secret()
# ok: taint-labels
sink(c)
# ok: taint-labels
sink(secret())
