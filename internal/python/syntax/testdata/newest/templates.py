# PEP 750: template strings.
a = t"hello {name}"
b = t'{x!r:>{w}}' t"{y=}" rt"\d{z}" Tr'{q}' tR"{q}" T""
c = t"{t"{t'{x}'}"}" t"{f"{x}"}"
d = t"""
{x}
"""
e = t"{{literal}} {x}"
sql(t"SELECT * FROM t WHERE id = {user_id} AND name = {name!s}")
