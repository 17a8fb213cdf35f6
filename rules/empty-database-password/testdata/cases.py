import MySQLdb
import pymongo
from sqlalchemy import create_engine

DATABASES = {
    "default": {"ENGINE": "django.db.backends.postgresql", "USER": "app", "PASSWORD": ""},  # want
    "files": {"ENGINE": "django.db.backends.sqlite3", "USER": "app", "PASSWORD": ""},
    "other": {"ENGINE": "django.db.backends.mysql", "USER": "app", "PASSWORD": DATABASE_PASSWORD},
}
SQLALCHEMY_DATABASE_URI = "mysql://root:@db/app"  # want


def f(password):
    a = MySQLdb.connect(host="db", user="root", passwd="")  # want
    b = create_engine("postgresql+psycopg2://app:@db/app")  # want
    c = pymongo.MongoClient(username="a", password="")  # want
    d = create_engine("postgresql://app@db/app")
    e = MySQLdb.connect(host="db", user="root", passwd=password)
    g = create_engine("sqlite:///x.db")
    return a, b, c, d, e, g
