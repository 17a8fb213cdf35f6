def f(c: Conn, d: Other):
    # ruleid: typed-metavariable
    c.run()
    # ok: typed-metavariable
    d.run()
e = Conn()
# ruleid: typed-metavariable
e.run()
