from aws_cdk import Stack
from aws_cdk.aws_s3 import BlockPublicAccess, Bucket, BucketAccessControl, CfnBucket


class Store(Stack):
    def __init__(self, scope, id, public):
        super().__init__(scope, id)
        a = Bucket(self, "A", access_control=BucketAccessControl.PUBLIC_READ)  # want
        a.grant_public_access()  # want
        b = BlockPublicAccess(block_public_acls=False, ignore_public_acls=True)  # want
        CfnBucket(self, "B", access_control="PublicReadWrite")  # want
        Bucket(self, "C", access_control=BucketAccessControl.PRIVATE)
        Bucket(self, "D", public_read_access=False)
        Bucket(self, "E", public_read_access=public)
        Bucket(self, "F", block_public_access=BlockPublicAccess(block_public_acls=True, block_public_policy=True))
        a.grant_read(b)
