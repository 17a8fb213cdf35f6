import asyncpg, aiosqlite, aiomysql, psycopg2, psycopg, pymysql, MySQLdb, mysql.connector, pyodbc, cx_Oracle, oracledb, pymongo, redis, peewee, databases, duckdb, pandas as pd
from psycopg2 import sql
from sqlalchemy import create_engine, text, select, literal_column
from sqlalchemy.orm import Session, sessionmaker, declarative_base
from flask_sqlalchemy import SQLAlchemy
from tortoise import Tortoise, connections
from tortoise.models import Model as TModel
from elasticsearch import Elasticsearch
from motor.motor_asyncio import AsyncIOMotorClient
from neo4j import GraphDatabase
from flask import Flask, request
app = Flask(__name__)
db = SQLAlchemy(app)
engine = create_engine("sqlite://")
Sess = sessionmaker(bind=engine)
Base = declarative_base()

class User(db.Model):
    id = db.Column(db.Integer)
    name = db.Column(db.String)

class P(peewee.Model):
    name = peewee.CharField()

pdb = peewee.SqliteDatabase("x")
mongo = pymongo.MongoClient()["db"]

@app.route("/a")
async def a():
    n = request.args["n"]
    conn = await asyncpg.connect()
    await conn.fetch("select * from u where n = '" + n + "'")  # want: sql-injection
    await conn.execute(f"delete from u where n = '{n}'")  # want: sql-injection
    await conn.fetchrow("select * from u where n = $1", n)  # silent
    pool = await asyncpg.create_pool()
    async with pool.acquire() as c:
        await c.fetchval(f"select {n}")  # want: sql-injection
    async with aiosqlite.connect("x") as d:
        await d.execute(f"select {n}")  # want: sql-injection
        async with d.execute("select '" + n + "'") as cur:  # want: sql-injection
            pass
    p = await aiomysql.create_pool()
    async with p.acquire() as c:
        async with c.cursor() as cur:
            await cur.execute("select " + n)  # want: sql-injection

@app.route("/b")
def b():
    n = request.args["n"]
    with psycopg2.connect("") as c, c.cursor() as cur:
        cur.execute("select * from u where n = '%s'" % n)  # want: sql-injection
        cur.execute("select * from u where n = %s", (n,))  # silent
        cur.execute(sql.SQL("select * from {}").format(sql.Identifier(n)))  # silent
        cur.execute(sql.SQL("select * from " + n))  # want: sql-injection
    with psycopg.connect("") as c:
        c.execute("select " + n)  # want: sql-injection
    for m in (pymysql, MySQLdb):
        pass
    cur = pymysql.connect().cursor()
    cur.execute("select " + n)  # want: sql-injection
    cur = mysql.connector.connect().cursor()
    cur.execute("select " + n)  # want: sql-injection
    cur = MySQLdb.connect().cursor()
    cur.execute("select {}".format(n))  # want: sql-injection
    pyodbc.connect("").cursor().execute("select " + n)  # want: sql-injection
    pyodbc.connect("").execute("select " + n)  # want: sql-injection
    oracledb.connect().cursor().execute("select " + n)  # want: sql-injection
    cx_Oracle.connect().cursor().execute("select :1 from dual", [n])  # silent
    duckdb.sql("select " + n)  # want: sql-injection
    pd.read_sql("select " + n, engine)  # want: sql-injection
    pd.read_sql_query(f"select {n}", engine)  # want: sql-injection

@app.route("/c")
def c():
    n = request.args["n"]
    with engine.connect() as conn:
        conn.execute(text("select * from u where n = '" + n + "'"))  # want: sql-injection
        conn.execute(text("select * from u where n = :n"), {"n": n})  # silent
        conn.execute("select " + n)  # want: sql-injection
        conn.exec_driver_sql("select " + n)  # want: sql-injection
    db.session.execute("select " + n)  # want: sql-injection
    db.session.execute(text(f"select {n}"))  # want: sql-injection
    db.engine.execute("select " + n)  # want: sql-injection
    s = Sess()
    s.execute(text("select " + n))  # want: sql-injection
    s.query(User).filter(text("name = '" + n + "'")).all()  # want: sql-injection
    s.query(User).filter(User.name == n).all()  # silent
    User.query.filter_by(name=n).first()  # silent
    User.query.filter(text(f"name = '{n}'")).first()  # want: sql-injection
    User.query.order_by(text(n)).all()  # want: sql-injection
    with Session(engine) as se:
        se.execute(text("select " + n))  # want: sql-injection
        se.scalars(select(User).where(User.name == n))  # silent
        se.execute(select(literal_column(n)))  # want: sql-injection
    q = "select * from u where n = '{}'".format(n)
    stmt = text(q)  # want: sql-injection
    engine.execute(stmt)

@app.route("/d")
def d():
    n = request.args["n"]
    pdb.execute_sql("select " + n)  # want: sql-injection
    P.raw("select " + n)  # want: sql-injection
    P.select().where(peewee.SQL("name = '" + n + "'"))  # want: sql-injection
    P.select().where(P.name == n)  # silent
    P.raw("select * from p where name = %s", n)  # silent

@app.route("/e")
async def e():
    n = request.args["n"]
    conn = Tortoise.get_connection("default")
    await conn.execute_query("select " + n)  # want: sql-injection
    await connections.get("default").execute_script("select " + n)  # want: sql-injection
    await conn.execute_query("select ?", [n])  # silent
    dbs = databases.Database("x")
    await dbs.fetch_all("select " + n)  # want: sql-injection
    await dbs.execute(query="select " + n)  # want: sql-injection
    await dbs.fetch_all("select :n", {"n": n})  # silent

@app.route("/f", methods=["POST"])
def f():
    j = request.get_json()
    mongo.users.find_one({"name": j["name"]})  # want: nosql-injection
    mongo["users"].find(j)  # want: nosql-injection
    mongo.users.find({"$where": "this.name == '" + request.args["n"] + "'"})  # want: nosql-injection
    mongo.users.find_one({"name": str(j["name"])})  # silent
    mongo.users.find_one({"name": request.args["n"]})  # silent
    mongo.users.delete_many(j["f"])  # want: nosql-injection
    mongo.users.find_one({"name": {"$eq": j["name"]}})  # silent
    AsyncIOMotorClient().db.users.find_one(j)  # want: nosql-injection
    redis.Redis().eval("return " + request.args["n"], 0)  # want: nosql-injection
    es = Elasticsearch()
    es.search(index="x", body={"query": {"query_string": {"query": request.args["q"]}}})
    drv = GraphDatabase.driver("x")
    with drv.session() as s:
        s.run("MATCH (n {name: '" + request.args["n"] + "'}) RETURN n")  # want: nosql-injection
        s.run("MATCH (n {name: $n}) RETURN n", n=request.args["n"])  # silent
