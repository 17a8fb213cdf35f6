db = connect()
# ruleid: inside-binds
db.raw(q)
# ok: inside-binds
other.raw(q)
