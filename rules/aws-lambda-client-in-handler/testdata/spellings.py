import boto3

s3 = boto3.client("s3")  # ok


def lambda_handler(event, context):
    client = boto3.client("dynamodb")  # want
    return client.list_tables()


def handler(event, context):
    table = boto3.resource("dynamodb").Table("t")  # want
    return table.scan()


def process(event, context):
    session = boto3.Session()  # want
    return session.client("sqs").list_queues()  # want


def other_handler(event, context):
    return helper(event)


def helper(event):
    sns = boto3.client("sns")  # want
    return sns.publish(TopicArn="t", Message=str(event))


def fine(event, context):
    return s3.list_buckets()  # ok


def regional(event, context):
    return boto3.client("s3", region_name=event["region"]).list_buckets()  # ok


_cached = None


def cached(event, context):
    global _cached
    if _cached is None:
        _cached = boto3.client("s3")  # ok
    return _cached.list_buckets()


def script():
    return boto3.client("s3").list_buckets()  # ok
