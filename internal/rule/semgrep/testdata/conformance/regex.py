# ruleid: regex
x = 1  # TODO(you)
# ok: regex
x = 1  # TODO(me)
