import boto3

client = boto3.client("s3")


def a():
    response = client.list_buckets()
    metadata = response.get("ResponseMetadata")  # want
    return metadata


def b():
    return client.list_buckets().get("ResponseMetadata")  # want


def c():
    response = boto3.client("sqs").list_queues()
    return response.get("ResponseMetadata")["HTTPStatusCode"]  # want


class Lister:
    def __init__(self):
        self.sns = boto3.client("sns")

    def run(self):
        answer = self.sns.list_topics()
        meta = answer.get("ResponseMetadata")  # want
        print(meta["RequestId"])


def d():
    response = client.list_buckets()
    metadata = response.get("ResponseMetadata")  # ok
    if metadata is not None:
        return metadata["RequestId"]


def e():
    response = client.list_buckets()
    return response["ResponseMetadata"]["HTTPStatusCode"]  # ok


def f():
    metadata = client.list_buckets().get("ResponseMetadata")  # ok
    if not metadata:
        raise ValueError("none")
    return metadata


def g(response: dict):
    return response.get("Other")  # ok
