import os
from functools import lru_cache

import boto3
from boto3 import client

REGION = "eu-west-1"
session = boto3.Session()


def handler(event, context):
    a = client("sqs", region_name=REGION)  # want
    b = session.resource("dynamodb")  # want
    c = boto3.resource("s3", region_name=os.environ["R"])  # want
    d = boto3.client("s3", region_name=event["region"])
    return a, b, c, d, helper(), cached(), kept()


def helper():
    return boto3.client("sns")  # want


@lru_cache
def cached():
    return boto3.client("sns")


_client = None


def kept():
    global _client
    if _client is None:
        _client = boto3.client("sns")
    return _client


def assume(event, context):
    credentials = session.client("sts").assume_role(RoleArn=event["role"])["Credentials"]  # want
    return boto3.client("s3", aws_access_key_id=credentials["AccessKeyId"])


def plain(a, b):
    return boto3.client("s3")
