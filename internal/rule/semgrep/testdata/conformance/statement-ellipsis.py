# ruleid: statement-ellipsis
a = open("x")
b = 1
if b:
    a.read()
# ok: statement-ellipsis
c = open("y")
d.read()
