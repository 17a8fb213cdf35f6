import aws_cdk.aws_s3
from aws_cdk import Stack
from aws_cdk.aws_s3 import Bucket, CfnBucket

ON = True


class Store(Stack):
    def __init__(self, scope, id, tls, **kw):
        super().__init__(scope, id)
        Bucket(self, "A")  # want
        Bucket(self, "B", enforce_ssl=False)  # want
        aws_cdk.aws_s3.Bucket(self, "C", bucket_name="c")  # want
        self.b = Bucket(self, "D", enforce_ssl=ON)
        Bucket(self, "E", enforce_ssl=tls)
        Bucket(self, "F", **kw)
        CfnBucket(self, "G")
        Bucket.from_bucket_name(self, "H", "name")


def late(scope):
    from aws_cdk import aws_s3 as store
    return store.Bucket(scope, "I")  # want
