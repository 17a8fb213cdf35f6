from aws_cdk import aws_s3 as s3
from aws_cdk.aws_s3 import Bucket, BucketEncryption, CfnBucket


def a(scope, key):
    s3.Bucket(scope, "a")  # want
    Bucket(scope, "b", encryption=BucketEncryption.UNENCRYPTED)  # want
    CfnBucket(scope, "c")  # want
    s3.CfnBucket(scope, "d", bucket_name="x")  # want
    Bucket(scope, "e", encryption=BucketEncryption.S3_MANAGED)  # ok
    s3.Bucket(scope, "f", encryption_key=key)  # ok
    s3.Bucket(scope, "g", encryption=s3.BucketEncryption.KMS)  # ok
    CfnBucket(scope, "h", bucket_encryption=CfnBucket.BucketEncryptionProperty(server_side_encryption_configuration=[]))  # ok
