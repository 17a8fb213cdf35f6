import os

import pymongo
import redis
from sqlalchemy import create_engine

engine = create_engine("postgresql://app:hunter2@db.shop.com/app")  # want
mongo = pymongo.MongoClient("mongodb://admin:Pa55w0rd@mongo.shop.com:27017")  # want
cache = redis.from_url("redis://:s3cr3tpass@cache.shop.com:6379/0")  # want
BROKER = "amqp://worker:rabbitpass@mq.shop.com//"  # want
DATABASES = {"url": "mysql+pymysql://root:toor99@db.shop.com/shop"}  # want
odbc = "Driver={SQL Server};Server=db;Uid=app;Pwd=hunter2;"  # want
api = "https://bot:tok3n99@api.shop.com/v1"  # want
jdbc = "jdbc:postgresql://db.shop.com/app?user=app&password=hunter2"  # want


def fine(user, password):
    create_engine(os.environ["DATABASE_URL"])  # ok
    create_engine(f"postgresql://{user}:{password}@db.shop.com/app")  # ok
    create_engine("postgresql://app@db.shop.com/app")  # ok
    create_engine("sqlite:///app.db")  # ok
    create_engine("postgresql://user:%s@db.shop.com/app" % password)  # ok
    redis.from_url("redis://cache.shop.com:6379/0")  # ok
    return "https://user:<password>@api.shop.com"  # ok


def by_settings(host, password):
    psycopg2.connect("host=db.internal dbname=shop user=app password=Kq82nZx0p")  # want
    psycopg2.connect("host=db.internal user=app password='Kq82 nZx0p'")  # want
    pyodbc.connect("DRIVER={ODBC};SERVER=db;UID=app;PWD=Kq82nZx0p")  # want
    psycopg2.connect("host=db.internal dbname=shop user=app")  # ok
    psycopg2.connect("host=db.internal password=" + password)  # ok
    psycopg2.connect("host=db.internal password=%s" % password)  # ok
    psycopg2.connect(f"host={host} password={password}")  # ok
