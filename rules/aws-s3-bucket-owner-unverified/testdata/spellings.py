import boto3
from boto3 import client as make

s3 = boto3.client("s3")


def a(bucket, key):
    return s3.get_object(Bucket=bucket, Key=key)  # want


def b(bucket, key, body):
    make("s3").put_object(Bucket=bucket, Key=key, Body=body)  # want


def c(bucket, key, source):
    s3.copy_object(Bucket=bucket, Key=key, CopySource=source, ExpectedBucketOwner="111122223333")  # want


class Store:
    def __init__(self, bucket):
        self.bucket = bucket
        self.s3 = boto3.Session().client("s3")

    def names(self):
        return self.s3.list_objects_v2(Bucket=self.bucket)  # want

    def drop(self, key):
        self.s3.delete_object(Bucket=self.bucket, Key=key)  # want


def d(bucket, key, owner, source):
    s3.get_object(Bucket=bucket, Key=key, ExpectedBucketOwner=owner)  # ok
    s3.copy_object(Bucket=bucket, Key=key, CopySource=source, ExpectedBucketOwner=owner, ExpectedSourceBucketOwner=owner)  # ok
    s3.create_bucket(Bucket=bucket)  # ok
    s3.list_buckets()  # ok
    s3.get_object(Bucket="my-fixed-bucket", Key=key)  # ok
