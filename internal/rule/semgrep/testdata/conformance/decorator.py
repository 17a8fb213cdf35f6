# ruleid: decorator
@other
@route("/")
def f(): pass
# ok: decorator
def g(): pass
