import cx_Oracle
import psycopg
import MySQLdb
import aiomysql
import asyncpg
import asyncpg.connection
import dbapi
import mariadb
import mysql.connector
import oracledb
import psycopg2
import psycopg2.sql
import pymssql
import pymysql
import pyodbc

from leadline_proof import sink, source

psycopg2.connect(password=source())  # sink: credential
pymysql.connect(password=source())  # sink: credential
MySQLdb.connect(password=source())  # sink: credential
mysql.connector.connect(password=source())  # sink: credential
mariadb.connect(password=source())  # sink: credential
pyodbc.connect(password=source())  # sink: credential
oracledb.connect(password=source())  # sink: credential
pymssql.connect(password=source())  # sink: credential
aiomysql.connect(password=source())  # sink: credential
asyncpg.connect(password=source())  # sink: credential
psycopg2.sql.SQL(source())  # sink: sql-text
sink(psycopg2.sql.Identifier(source()))  # clean: sql-quoted
sink(psycopg2.sql.Literal(source()))  # clean: sql-quoted
sink(psycopg2.sql.Placeholder(source()))  # clean: sql-quoted
sink(psycopg2.quote_ident(source()))  # clean: sql-quoted


def dbapi_cursor(x: dbapi.Cursor):
    sink(x.fetchone())  # source: stored-input
    sink(x.fetchmany())  # source: stored-input
    sink(x.fetchall())  # source: stored-input
    x.execute(source())  # sink: sql-text
    x.executemany(source())  # sink: sql-text
    x.executescript(source())  # sink: sql-text
    x.callproc(source())  # sink: sql-text
    x.copy_expert(source())  # sink: sql-text
    sink(x.mogrify(source()))  # flows


def asyncpg_connection_connection(x: asyncpg.connection.Connection):
    sink(x.fetch())  # source: stored-input
    sink(x.fetchrow())  # source: stored-input
    sink(x.fetchval())  # source: stored-input
    x.execute(source())  # sink: sql-text
    x.executemany(source())  # sink: sql-text
    x.fetch(source())  # sink: sql-text
    x.fetchrow(source())  # sink: sql-text
    x.fetchval(source())  # sink: sql-text
    x.cursor(source())  # sink: sql-text
    x.prepare(source())  # sink: sql-text
    x.copy_from_query(source())  # sink: sql-text


def dbapi_connection(x: dbapi.Connection):
    x.execute(source())  # sink: sql-text
    x.executemany(source())  # sink: sql-text
    x.executescript(source())  # sink: sql-text
    x.query(source())  # sink: sql-text


def psycopg2_sql_sql(x: psycopg2.sql.SQL):
    sink(x.format(source()))  # flows
    sink(x.join(source()))  # flows


def carried_psycopg2_sql_sql():
    x: psycopg2.sql.SQL = source()
    sink(x.format())  # flows
    sink(x.join())  # flows


def carried_dbapi_cursor():
    x: dbapi.Cursor = source()
    sink(x.rowcount)  # clean
    sink(x.lastrowid)  # clean
    sink(x.description)  # clean
    sink(x.arraysize)  # clean
    sink(x.close())  # clean
    sink(x.execute())  # clean
    sink(x.executemany())  # clean


def carried_dbapi_connection():
    x: dbapi.Connection = source()
    sink(x.commit())  # clean
    sink(x.rollback())  # clean
    sink(x.close())  # clean
    sink(x.execute())  # clean


def unknown_receiver(unknown):
    unknown.execute("select * from t where a = " + source())  # sink: sql-text
    unknown.executemany("insert into t values (" + source() + ")", [])  # sink: sql-text
    unknown.executescript("drop table " + source())  # sink: sql-text
    unknown.execute(source())  # silent


def composed():
    statement = psycopg2.sql.SQL("select {}").format(psycopg2.sql.Identifier(source()))
    sink(statement)  # clean: sql-quoted
    sink(psycopg2.sql.SQL(", ").join([source()]))  # flows
pymssql.connect("h", "u", source())  # sink: credential
cx_Oracle.connect("u", source())  # sink: credential
