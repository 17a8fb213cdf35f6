import clickhouse_driver
import databases
import dataset
import duckdb
import google.cloud.bigquery
import influxdb
import peewee
import polars
import pony.orm
import py2neo
import pyspark.sql
import records
import tortoise.backends.base.client
import tortoise.expressions
import tortoise.models

from leadline_proof import sink, source

peewee.SQL(source())  # sink: sql-text
tortoise.expressions.RawSQL(source())  # sink: sql-text
pony.orm.select_by_sql(source())  # sink: sql-text
pony.orm.get_by_sql(source())  # sink: sql-text
pony.orm.raw_sql(source())  # sink: sql-text
duckdb.sql(source())  # sink: sql-text
duckdb.query(source())  # sink: sql-text
duckdb.execute(source())  # sink: sql-text
polars.read_database(source())  # sink: sql-text
polars.read_database_uri(source())  # sink: sql-text
google.cloud.bigquery.Client.query(source())  # sink: sql-text
duckdb.connect("a" + source())  # sink: file-path


def databases_database(x: databases.Database):
    sink(x.fetch_all())  # source: stored-input
    sink(x.fetch_one())  # source: stored-input
    sink(x.fetch_val())  # source: stored-input
    x.execute(source())  # sink: sql-text
    x.execute_many(source())  # sink: sql-text
    x.fetch_all(source())  # sink: sql-text
    x.fetch_one(source())  # sink: sql-text
    x.fetch_val(source())  # sink: sql-text
    x.iterate(source())  # sink: sql-text


def tortoise_backends_base_client_basedbasyncclient(x: tortoise.backends.base.client.BaseDBAsyncClient):
    sink(x.execute_query())  # source: stored-input
    sink(x.execute_query_dict())  # source: stored-input
    x.execute_query(source())  # sink: sql-text
    x.execute_query_dict(source())  # sink: sql-text
    x.execute_script(source())  # sink: sql-text
    x.execute_insert(source())  # sink: sql-text


def peewee_database(x: peewee.Database):
    x.execute_sql(source())  # sink: sql-text
    sink(x.connect(source()))  # clean
    sink(x.close(source()))  # clean
    sink(x.atomic(source()))  # clean
    sink(x.create_tables(source()))  # clean


def peewee_model(x: peewee.Model):
    x.raw(source())  # sink: sql-text


def tortoise_models_model(x: tortoise.models.Model):
    x.raw(source())  # sink: sql-text


def dataset_database(x: dataset.Database):
    x.query(source())  # sink: sql-text


def records_database(x: records.Database):
    x.query(source())  # sink: sql-text


def duckdb_duckdbpyconnection(x: duckdb.DuckDBPyConnection):
    x.sql(source())  # sink: sql-text
    x.query(source())  # sink: sql-text


def clickhouse_driver_client(x: clickhouse_driver.Client):
    x.execute(source())  # sink: sql-text
    x.execute_iter(source())  # sink: sql-text
    x.query(source())  # sink: sql-text
    x.command(source())  # sink: sql-text


def pyspark_sql_sparksession(x: pyspark.sql.SparkSession):
    x.sql(source())  # sink: sql-text


def pyspark_sql_dataframe(x: pyspark.sql.DataFrame):
    x.selectExpr(source())  # sink: sql-text


def influxdb_influxdbclient(x: influxdb.InfluxDBClient):
    x.query(source())  # sink: nosql-code


def py2neo_graph(x: py2neo.Graph):
    x.run(source())  # sink: nosql-code
    x.evaluate(source())  # sink: nosql-code
    x.query(source())  # sink: nosql-code


duckdb.connect("a" + source())  # sink: file-path

pyspark.sql.SparkSession.builder.getOrCreate().sql(source())  # sink: sql-text
pyspark.sql.SparkSession.builder.appName("x").master("local").config("a", "b").enableHiveSupport().getOrCreate().sql(source())  # sink: sql-text
