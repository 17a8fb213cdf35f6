import boto3

dynamodb = boto3.client("dynamodb")


def a(items):
    dynamodb.batch_write_item(RequestItems=items)  # want


def b(records):
    kinesis = boto3.client("kinesis")
    return kinesis.put_records(Records=records, StreamName="s")  # want


def c(url, entries):
    sqs = boto3.session.Session().client("sqs")
    response = sqs.send_message_batch(QueueUrl=url, Entries=entries)  # want
    print(len(response["Successful"]))


class Sender:
    def __init__(self):
        self.events = boto3.client("events")
        self.s3 = boto3.client("s3")

    def send(self, entries):
        self.events.put_events(Entries=entries)  # want

    def remove(self, bucket, keys):
        self.s3.delete_objects(Bucket=bucket, Delete={"Objects": keys})  # want


def d(records):
    firehose = boto3.client("firehose")
    firehose.put_record_batch(DeliveryStreamName="d", Records=records)  # want


def e(items):
    response = dynamodb.batch_write_item(RequestItems=items)  # ok
    while response["UnprocessedItems"]:
        response = dynamodb.batch_write_item(RequestItems=response["UnprocessedItems"])  # ok


def f(records):
    response = boto3.client("kinesis").put_records(Records=records, StreamName="s")  # ok
    if response["FailedRecordCount"] > 0:
        raise RuntimeError(response)


def g(url, entries):
    response = boto3.client("sqs").send_message_batch(QueueUrl=url, Entries=entries)  # ok
    return response.get("Failed", [])


def h(rows):
    table = boto3.resource("dynamodb").Table("t")
    with table.batch_writer() as batch:  # ok
        for row in rows:
            batch.put_item(Item=row)
