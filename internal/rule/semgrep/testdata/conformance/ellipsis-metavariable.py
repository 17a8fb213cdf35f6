# ruleid: ellipsis-metavariable
f(1, secret, k=2)
# ok: ellipsis-metavariable
f(1, 2)
