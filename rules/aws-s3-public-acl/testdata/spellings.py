import boto3

s3 = boto3.client("s3")


def a(body):
    s3.put_object(Bucket="b", Key="k", Body=body, ACL="public-read")  # want


def b(path):
    s3.upload_file(path, "b", "k", ExtraArgs={"ACL": "public-read"})  # want


def c():
    boto3.resource("s3").create_bucket(Bucket="b", ACL="public-read-write")  # want


def d():
    s3.put_bucket_acl(Bucket="b", ACL="authenticated-read")  # want


class Store:
    def __init__(self):
        self.client = boto3.Session().client("s3")

    def open(self):
        self.client.put_object_acl(Bucket="b", Key="k", ACL="public-read")  # want
        self.client.put_public_access_block(  # want
            Bucket="b",
            PublicAccessBlockConfiguration={"BlockPublicAcls": False, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True},
        )


def e(body, path):
    s3.put_object(Bucket="b", Key="k", Body=body, ACL="private")  # ok
    s3.put_object(Bucket="b", Key="k", Body=body)  # ok
    s3.upload_file(path, "b", "k", ExtraArgs={"ACL": "bucket-owner-full-control"})  # ok
    s3.put_public_access_block(  # ok
        Bucket="b",
        PublicAccessBlockConfiguration={"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True},
    )
