"""Orders in the database."""

import sqlite3

from markupsafe import escape

COLUMNS = {"date": "created_at", "price": "total"}


def connect():
    return sqlite3.connect("shop.db")


class Search:
    """What the customer looks for, kept until the query runs."""

    def __init__(self, text, sort):
        self.text = text
        self.sort = sort

    def statement(self):
        where = "name LIKE '%" + self.text + "%'"
        return f"SELECT * FROM orders WHERE {where} ORDER BY {COLUMNS.get(self.sort, 'created_at')}"

    def run(self):
        cursor = connect().cursor()
        cursor.execute(self.statement())
        return cursor.fetchall()


class SafeSearch(Search):
    """The same with a bound parameter; the column comes from a fixed mapping."""

    def statement(self):
        return f"SELECT * FROM orders WHERE name LIKE ? ORDER BY {COLUMNS.get(self.sort, 'created_at')}"

    def run(self):
        cursor = connect().cursor()
        cursor.execute(self.statement(), ("%" + self.text + "%",))
        return cursor.fetchall()


def by_number(number):
    cursor = connect().cursor()
    cursor.execute("SELECT * FROM orders WHERE number = %d" % number)
    return cursor.fetchall()


def table(rows):
    cells = ["<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows]
    return "<table>" + "".join(cells) + "</table>"
