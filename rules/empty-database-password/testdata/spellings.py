import os

import mysql.connector
import psycopg2
import pymongo
import pymysql
import MySQLdb
from sqlalchemy import create_engine


def a():
    return psycopg2.connect(host="db", user="app", password="")  # want


def b():
    return mysql.connector.connect(host="db", user="root", password="")  # want


def c():
    return pymysql.connect(host="db", user="root", passwd="")  # want


def d():
    return create_engine("mysql://root:@db/app")  # want


def e():
    return MySQLdb.connect("db", "root", "", "shop")  # want


app_config = {}
app_config["SQLALCHEMY_DATABASE_URI"] = "mysql://root:@db.shop.com/app"  # want

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "app",
        "USER": "app",
        "PASSWORD": "",  # want
        "HOST": "db",
    }
}


def f(password):
    psycopg2.connect(host="db", user="app", password=password)  # ok
    psycopg2.connect(host="db", user="app", password=os.environ["PASSWORD"])  # ok
    psycopg2.connect("dbname=app")  # ok
    create_engine("postgresql://app@/app?host=/var/run/postgresql")  # ok
    pymysql.connect(host="db", user="root", passwd=password)  # ok


def by_passwd():
    return mysql.connector.connect(host="db", user="root", passwd="")  # want
