# ruleid: boolean
a and dangerous()
# ruleid: boolean
dangerous() and a
# ok: boolean
a or dangerous()
