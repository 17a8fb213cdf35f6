from aws_cdk import aws_s3 as s3
from aws_cdk.aws_s3 import BlockPublicAccess, Bucket, BucketAccessControl


def a(scope):
    s3.Bucket(scope, "a", public_read_access=True)  # want
    Bucket(scope, "b", access_control=BucketAccessControl.PUBLIC_READ)  # want
    bucket = Bucket(scope, "c")
    bucket.grant_public_access()  # want
    Bucket(scope, "d", block_public_access=BlockPublicAccess(block_public_acls=False, block_public_policy=True))  # want
    s3.Bucket(scope, "e", access_control=s3.BucketAccessControl.PUBLIC_READ_WRITE)  # want
    s3.Bucket(scope, "f", block_public_access=s3.BlockPublicAccess.BLOCK_ALL)  # ok
    Bucket(scope, "g", public_read_access=False)  # ok
    Bucket(scope, "h", access_control=BucketAccessControl.PRIVATE)  # ok
    Bucket(scope, "i")  # ok
