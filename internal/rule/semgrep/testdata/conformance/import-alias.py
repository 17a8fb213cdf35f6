import pkg.sub as p
from pkg.sub import run as go
from pkg import sub
# ruleid: import-alias
p.run(1)
# ruleid: import-alias
go()
# ruleid: import-alias
sub.run()
# ok: import-alias
run()
def f():
    from pkg.sub import run
    # ruleid: import-alias
    run(2)
