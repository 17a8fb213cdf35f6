import asyncpg
import mysql.connector
import psycopg2
import sqlite3
from django.db import connection
from django.db.models.expressions import RawSQL
from psycopg2 import sql
from sqlalchemy import create_engine, text as sql_text


def by_percent(table, conn):
    cursor = conn.cursor()
    cursor.execute("SELECT * FROM users WHERE name = '%s'" % table)  # want


def by_format(user_id):
    conn = sqlite3.connect("app.db")
    query = "DELETE FROM users WHERE id = {}".format(user_id)
    conn.execute(query)  # want


def by_plus(name):
    db = psycopg2.connect(dsn="dbname=app")
    with db.cursor() as cur:
        cur.execute("INSERT INTO names VALUES ('" + name + "')")  # want


def by_fstring(order):
    cnx = mysql.connector.connect(user="app")
    c = cnx.cursor(dictionary=True)
    c.execute(operation=f"SELECT id FROM items ORDER BY {order}")  # want


def by_augmented(conn, where):
    statement = "UPDATE t SET a = 1"
    statement += " WHERE " + where
    conn.cursor().execute(statement)  # want


def by_join(conn, conditions):
    conn.execute("SELECT * FROM t WHERE " + " AND ".join(conditions))  # want


async def by_asyncpg(conn: asyncpg.Connection, name):
    return await conn.fetch(f"SELECT * FROM t WHERE name = '{name}'")  # want


def by_sqlalchemy(name):
    engine = create_engine("sqlite://")
    with engine.connect() as c:
        c.execute(sql_text(f"SELECT * FROM users WHERE name = '{name}'"))  # want


def by_django(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app WHERE name = '%s'" % name)  # want


def by_raw(name):
    return RawSQL("SELECT col FROM t WHERE name = '%s'" % name, [])  # want


class Repository:
    def __init__(self, connection):
        self.cursor = connection.cursor()

    def find(self, name):
        self.cursor.execute(f"SELECT * FROM t WHERE name = '{name}'")  # want


def bound(conn, name):
    cursor = conn.cursor()
    cursor.execute("SELECT * FROM users WHERE name = %s", (name,))  # ok
    cursor.execute("SELECT * FROM users WHERE name = :name", {"name": name})  # ok
    cursor.executemany("INSERT INTO t VALUES (?)", [(n,) for n in name])  # ok


def number(conn, user_id):
    conn.execute("SELECT * FROM users WHERE id = %d" % int(user_id))  # ok


def placeholders(conn, ids):
    marks = ",".join("?" * len(ids))
    conn.execute(f"SELECT * FROM t WHERE id IN ({marks})", ids)  # ok


TABLE = "users"


def constant(conn):
    conn.execute("SELECT * FROM " + TABLE)  # ok
    conn.execute(f"SELECT * FROM {TABLE} WHERE id = ?", (1,))  # ok


def quoted(cur, column):
    cur.execute(sql.SQL("SELECT {} FROM t").format(sql.Identifier(column)))  # ok


def not_sql(logger, name):
    logger.execute(f"select a colour for {name}")  # ok


def marks_for(ids):
    return ", ".join("?" for _ in ids)


def named(n):
    return ", ".join(f":p{i}" for i in range(n))


def free(ids):
    return ", ".join(ids)


def made_by_functions(conn, ids):
    conn.execute(f"SELECT * FROM t WHERE id IN ({marks_for(ids)})", ids)  # ok
    conn.execute("SELECT * FROM t WHERE id IN (%s)" % named(len(ids)), ids)  # ok
    conn.execute(f"SELECT * FROM t WHERE id IN ({free(ids)})")  # want
