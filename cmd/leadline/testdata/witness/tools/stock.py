import sqlite3


def rows_of(table):
    connection = sqlite3.connect(":memory:")
    return connection.execute("select count(*) from " + table).fetchall()
