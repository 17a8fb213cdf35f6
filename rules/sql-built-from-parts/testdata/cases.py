import pandas as pd
from sqlalchemy import text

TABLE = "users"


def f(cur, session, Model, con, name, ids, n: int):
    cur.execute(f"SELECT * FROM t WHERE a = '{name}'")  # want
    cur.execute("DELETE FROM t WHERE a = " + name)  # want
    session.execute(text("UPDATE t SET a = '{}'".format(name)))  # want
    Model.objects.raw("SELECT * FROM t WHERE x = %s" % name)  # want
    q = "SELECT a FROM t WHERE b = '" + name + "'"
    cur.execute(q)  # want
    pd.read_sql(f"SELECT * FROM t WHERE a = {name}", con)  # want
    cur.execute("SELECT * FROM t WHERE a = ?", (name,))
    cur.execute(f"SELECT * FROM {TABLE} WHERE a = ?", (name,))
    cur.execute("SELECT * FROM t WHERE a IN (%s)" % ",".join("?" * len(ids)), ids)
    cur.execute("SELECT * FROM t LIMIT %d" % int(name))
    cur.execute(f"SELECT * FROM t LIMIT {n}")
    name.execute("run " + name)
    session.execute(text("SELECT * FROM t WHERE a = :a"), {"a": name})
