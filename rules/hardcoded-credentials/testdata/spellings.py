import os
import smtplib
from getpass import getpass

import boto3
import botocore.session
import openai
import paramiko
import psycopg2
import pymongo
import pymysql
import redis
import requests
from boto3.session import Session
from sqlalchemy.engine import URL


def a():
    return boto3.client("s3", aws_access_key_id="AKIAZZZZ", aws_secret_access_key="abcd1234efgh5678")  # want


def b():
    return Session(aws_secret_access_key="Zk3P9v1r7QwT5uY8")  # want


def c():
    return psycopg2.connect(host="db", user="app", password="hunter2!")  # want


def d():
    return pymysql.connect("db", "app", "hunter2!", "shop")  # want


def e():
    password = "tr0ub4dor&3"  # want
    client = paramiko.SSHClient()
    client.connect("host", username="root", password=password)  # want


def f():
    return redis.Redis(host="cache", password="hunter2!")  # want


def g():
    return requests.get("https://api.shop.com", auth=("admin", "hunter2!"), timeout=5)  # want


def h():
    server = smtplib.SMTP_SSL("mail")
    server.login("bot", "hunter2!")  # want


db_password = "S3cr3t-Pa55"  # want
config = {"api_key": "9f8e7d6c5b4a3210"}  # want


def login(user, password="letmein42"):  # want
    return user, password


def check(password):
    return password == "letmein42"  # want


class Settings:
    SECRET_TOKEN = "d41d8cd98f00b204"  # want


def i():
    return openai.OpenAI(api_key="abcdef0123456789abcdef")  # want


def j():
    boto3.client("s3")  # ok
    boto3.client("s3", aws_access_key_id=os.environ["ID"], aws_secret_access_key=os.environ["SECRET"])  # ok
    psycopg2.connect(host="db", user="app", password=os.getenv("DB_PASSWORD"))  # ok
    password = getpass("Password: ")  # ok
    api_key = os.environ.get("API_KEY", "")  # ok
    password_field = "password"  # ok
    token_url = "https://auth.shop.com/token"  # ok
    secret_name = "prod/db/credentials"  # ok
    placeholder = {"password": "<your-password>"}  # ok
    no_password = {"password": None}  # ok
    prompt = {"password_prompt": "Enter password"}  # ok
    return password, api_key, password_field, token_url, secret_name, placeholder, no_password, prompt


def clients(secret):
    import elasticsearch
    import neo4j
    import pika
    import twilio.rest

    elasticsearch.Elasticsearch("https://h", basic_auth=("elastic", "kq82nZx0p"))  # want
    elasticsearch.Elasticsearch("https://h", basic_auth=("elastic", secret))  # ok
    neo4j.GraphDatabase.driver("bolt://h", auth=("neo4j", "kq82nZx0p"))  # want
    pika.PlainCredentials("u", "kq82nZx0p")  # want
    pika.PlainCredentials("u", secret)  # ok
    twilio.rest.Client("AC12", "kq82nZx0p")  # want
