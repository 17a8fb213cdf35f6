# ruleid: except
try:
    f()
except OSError:
    pass
# ok: except
try:
    f()
except OSError:
    g()
