import sqlite3

from leadline_proof import sink, source

connection = sqlite3.connect(source())  # sink: file-path
connection.execute(source())  # sink: sql-text
connection.executemany(source(), [])  # sink: sql-text
connection.executescript(source())  # sink: sql-text
cursor = connection.cursor()
cursor.execute(source())  # sink: sql-text
cursor.execute("select ?", (source(),))  # silent
cursor.executemany(source(), [])  # sink: sql-text
cursor.executescript(source())  # sink: sql-text
sink(cursor.fetchone())  # source: stored-input
sink(cursor.fetchmany(2)[0])  # source: stored-input
sink(cursor.execute("select 1").fetchall())  # source: stored-input
sink(cursor.lastrowid)  # clean
sink(connection.execute(source()))  # sink: sql-text, clean
sink(cursor.execute(source()))  # sink: sql-text, clean
sink(cursor.executemany(source(), []))  # sink: sql-text, clean
sink(cursor.executescript(source()))  # sink: sql-text, clean
