import boto3


class Store:
    def __init__(self):
        self.db = boto3.client("dynamodb")
        self.sqs = boto3.client("sqs")

    def a(self, items):
        self.db.batch_write_item(RequestItems=items)  # want "UnprocessedItems"

    def b(self, entries):
        return self.sqs.send_message_batch(QueueUrl="q", Entries=entries)  # want

    def c(self, entries):
        r = boto3.client("events").put_events(Entries=entries)  # want
        print(r)

    def d(self, s3, keys):
        r = s3.delete_objects(Bucket="b", Delete=keys)  # want
        return r["Deleted"]

    def e(self, items):
        r = self.db.batch_write_item(RequestItems=items)
        while r["UnprocessedItems"]:
            r = self.db.batch_write_item(RequestItems=r["UnprocessedItems"])

    def f(self, entries):
        r = self.sqs.send_message_batch(QueueUrl="q", Entries=entries)
        return r.get("Failed", [])

    def g(self, entries, check):
        check(self.sqs.send_message_batch(QueueUrl="q", Entries=entries))

    def h(self, table, rows):
        with table.batch_writer() as w:
            w.put_item(Item=rows)

    def i(self, entries, check):
        r = self.sqs.publish_batch(Entries=entries)
        check(r)
