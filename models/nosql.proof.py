import motor.motor_asyncio
import mongoengine
import influxdb_client
import arango
import bson
import bson.json_util
import cassandra.cluster
import elasticsearch
import neo4j
import pymongo
import redis

from leadline_proof import sink, source

bson.Code(source())  # sink: nosql-code
unknown.find_one(source())  # sink: nosql-query
unknown.find_one_and_update(source())  # sink: nosql-query
unknown.find_one_and_delete(source())  # sink: nosql-query
unknown.delete_many(source())  # sink: nosql-query
unknown.delete_one(source())  # sink: nosql-query
unknown.update_many(source())  # sink: nosql-query
unknown.update_one(source())  # sink: nosql-query
unknown.replace_one(source())  # sink: nosql-query
unknown.count_documents(source())  # sink: nosql-query
unknown.update_one("a", source())  # sink: nosql-query
unknown.update_many("a", source())  # sink: nosql-query
unknown.find_one_and_update("a", source())  # sink: nosql-query
sink(bson.json_util.loads(source()))  # flows
sink(bson.ObjectId(source()))  # clean


def pymongo_collection(x: pymongo.Collection):
    sink(x.find_one())  # source: stored-input
    sink(x.find())  # source: stored-input
    sink(x.distinct())  # source: stored-input
    sink(x.aggregate())  # source: stored-input
    sink(x.find_one_and_update())  # source: stored-input
    sink(x.find_one_and_delete())  # source: stored-input
    sink(x.find_one_and_replace())  # source: stored-input
    x.find(source())  # sink: nosql-query
    x.find_one(source())  # sink: nosql-query
    x.find_one_and_update(source())  # sink: nosql-query
    x.find_one_and_delete(source())  # sink: nosql-query
    x.find_one_and_replace(source())  # sink: nosql-query
    x.update_one(source())  # sink: nosql-query
    x.update_many(source())  # sink: nosql-query
    x.replace_one(source())  # sink: nosql-query
    x.delete_one(source())  # sink: nosql-query
    x.delete_many(source())  # sink: nosql-query
    x.count_documents(source())  # sink: nosql-query
    x.find_raw_batches(source())  # sink: nosql-query
    x.update_one("a", source())  # sink: nosql-query
    x.update_many("a", source())  # sink: nosql-query
    x.find_one_and_update("a", source())  # sink: nosql-query
    x.aggregate(source())  # sink: nosql-query
    x.map_reduce(source())  # sink: nosql-code
    x.map_reduce("a", source())  # sink: nosql-code
    x.inline_map_reduce(source())  # sink: nosql-code
    x.inline_map_reduce("a", source())  # sink: nosql-code


def redis_redis(x: redis.Redis):
    sink(x.get())  # source: stored-input
    sink(x.hget())  # source: stored-input
    sink(x.hgetall())  # source: stored-input
    sink(x.lrange())  # source: stored-input
    sink(x.smembers())  # source: stored-input
    sink(x.mget())  # source: stored-input
    x.eval(source())  # sink: nosql-code
    x.execute_command(source())  # sink: nosql-code
    x.register_script(source())  # sink: nosql-code


def pymongo_database(x: pymongo.Database):
    x.command(source())  # sink: nosql-query


def elasticsearch_elasticsearch(x: elasticsearch.Elasticsearch):
    x.search(body=source())  # sink: nosql-query
    x.search(q=source())  # sink: nosql-query
    x.search(query=source())  # sink: nosql-query
    x.count(body=source())  # sink: nosql-query
    x.count(q=source())  # sink: nosql-query
    x.count(query=source())  # sink: nosql-query
    x.delete_by_query(body=source())  # sink: nosql-query
    x.delete_by_query(q=source())  # sink: nosql-query
    x.delete_by_query(query=source())  # sink: nosql-query
    x.update_by_query(body=source())  # sink: nosql-query
    x.update_by_query(q=source())  # sink: nosql-query
    x.update_by_query(query=source())  # sink: nosql-query


def neo4j_session(x: neo4j.Session):
    x.run(source())  # sink: nosql-code


def neo4j_transaction(x: neo4j.Transaction):
    x.run(source())  # sink: nosql-code


def neo4j_driver(x: neo4j.Driver):
    x.execute_query(source())  # sink: nosql-code


def cassandra_cluster_session(x: cassandra.cluster.Session):
    x.execute(source())  # sink: nosql-code
    x.execute_async(source())  # sink: nosql-code
    x.prepare(source())  # sink: nosql-code


def carried_pymongo_collection():
    x: pymongo.Collection = source()
    sink(x.update_one())  # clean
    sink(x.update_many())  # clean
    sink(x.insert_one())  # clean
    sink(x.insert_many())  # clean
    sink(x.delete_one())  # clean
    sink(x.delete_many())  # clean
    sink(x.count_documents())  # clean
    sink(x.replace_one())  # clean
    sink(x.create_index())  # clean


def guard1():
    x = source()
    bson.ObjectId(x)
    sink(x)  # clean: numeric


def by_item(name):
    pymongo.MongoClient()["db"]["users"].find_one({"name": source()})  # sink: nosql-query
    pymongo.MongoClient().db.users.find_one({"name": source()})  # sink: nosql-query


def heard(r: redis.Redis):
    sink(r.pubsub().listen())  # source: message-input
    sink(r.pubsub().get_message())  # source: message-input


class Stored(mongoengine.Document):
    pass


Stored.objects(__raw__=source())  # sink: nosql-query
mongoengine.Document.objects(__raw__={"a": 1})  # silent
arango.ArangoClient().db("x").aql.execute("FOR d IN c FILTER d.a == '" + source() + "' RETURN d")  # sink: nosql-code
arango.ArangoClient().db("x").aql.execute("FOR d IN c FILTER d.a == @a RETURN d", bind_vars={"a": source()})  # silent
flux = influxdb_client.InfluxDBClient("x").query_api()
flux.query("from(bucket: " + source())  # sink: nosql-code
flux.query_raw(source())  # sink: nosql-code
flux.query_stream(source())  # sink: nosql-code
flux.query_data_frame(source())  # sink: nosql-code
pymongo.MongoClient("x").shop.orders.find(source())  # sink: nosql-query
pymongo.MongoClient("x")["shop"].orders.find(source())  # sink: nosql-query
motor.motor_asyncio.AsyncIOMotorClient().shop.orders.aggregate(source())  # sink: nosql-query
redis.from_url(source())  # sink: url
redis.Redis.from_url(source())  # sink: url
pymongo.MongoClient(source())  # sink: url
pymongo.MongoClient("mongodb://db.example.com/" + source())  # silent


def scripted(db):
    db.users.find_one({"$where": "this.name == '" + source() + "'"})  # sink: nosql-code
    pymongo.MongoClient("x").shop.users.find({"$where": "this.name == '" + source() + "'"})  # sink: nosql-code
