import aws_cdk.aws_s3 as s3
from aws_cdk import Stack
from aws_cdk.aws_s3 import Bucket, BucketEncryption, CfnBucket


class Store(Stack):
    def __init__(self, scope, id, key, **kw):
        super().__init__(scope, id)
        Bucket(self, "A", versioned=True)  # want
        Bucket(self, "B", encryption=BucketEncryption.UNENCRYPTED)  # want
        CfnBucket(self, "C")  # want
        s3.Bucket(self, "D")  # want
        Bucket(self, "E", encryption=BucketEncryption.S3_MANAGED)
        Bucket(self, "F", encryption_key=key)
        CfnBucket(self, "G", bucket_encryption=key)
        Bucket(self, "H", **kw)
        Bucket.from_bucket_arn(self, "I", "arn")
