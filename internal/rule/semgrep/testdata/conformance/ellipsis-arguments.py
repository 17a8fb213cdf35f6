# ruleid: ellipsis-arguments
f(1, 2, 3, 4, k=5)
# ok: ellipsis-arguments
f(1, 2)
