# ruleid: either-and-not
a(1)
# ruleid: either-and-not
b()
# ok: either-and-not
a()
# ok: either-and-not
b(1, safe=True)
