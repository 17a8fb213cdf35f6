import boto3

s3 = boto3.client("s3")


def a(bucket):
    response = s3.list_objects_v2(Bucket=bucket)  # want
    return [o["Key"] for o in response["Contents"]]


def b():
    client = boto3.client("ec2", region_name="eu-west-1")
    for r in client.describe_instances()["Reservations"]:  # want
        print(r)


def c(name):
    table = boto3.resource("dynamodb").Table(name)
    return table.scan()["Items"]  # want


class Users:
    def __init__(self, session):
        self.iam = boto3.client("iam")

    def names(self):
        return [u["UserName"] for u in self.iam.list_users()["Users"]]  # want


def d():
    logs = boto3.Session().client("logs")
    events = logs.filter_log_events(logGroupName="g")  # want
    for event in events["events"]:
        print(event["message"])


def e():
    client = boto3.resource("s3").meta.client
    return client.list_objects(Bucket="b")["Contents"]  # want


def f(bucket):
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):  # ok
        yield from page["Contents"]


def g(bucket):
    keys, token = [], None
    while True:
        kwargs = {"ContinuationToken": token} if token else {}
        response = s3.list_objects_v2(Bucket=bucket, **kwargs)  # ok
        keys += response["Contents"]
        token = response.get("NextContinuationToken")
        if not token:
            return keys


def h(bucket):
    return s3.list_objects_v2(Bucket=bucket, MaxKeys=1)  # ok


def i():
    return s3.list_buckets()["Buckets"]  # ok
