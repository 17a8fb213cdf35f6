# ruleid: function-body
def f(a):
    b = a
    return b
# ok: function-body
def g():
    pass
@decorator
# a comment
def h():
    pass
