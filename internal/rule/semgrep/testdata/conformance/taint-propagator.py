a = []
# ok: taint-propagator
sink(a)
a.append(source())
# ruleid: taint-propagator
sink(a)
