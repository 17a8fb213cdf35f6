# ruleid: same-metavariable
a.b[0] == a.b[0]
# ok: same-metavariable
a == b
