import aws_cdk.aws_s3 as s3
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3
from aws_cdk.aws_s3 import Bucket


def a(scope):
    s3.Bucket(scope, "a")  # want
    Bucket(scope, "b", versioned=True)  # want
    aws_s3.Bucket(scope, "c", enforce_ssl=False)  # want
    bucket = s3.Bucket(scope, "d", encryption=s3.BucketEncryption.S3_MANAGED)  # want
    return bucket


def b(scope):
    s3.Bucket(scope, "e", enforce_ssl=True)  # ok
    Bucket(scope, "f", enforce_ssl=True, versioned=True)  # ok
    s3.Bucket.from_bucket_name(scope, "g", "x")  # ok


def c(scope):
    bucket = s3.Bucket(scope, "h")  # ok
    bucket.add_to_resource_policy(
        iam.PolicyStatement(effect=iam.Effect.DENY, principals=[iam.AnyPrincipal()], actions=["s3:*"], conditions={"Bool": {"aws:SecureTransport": "false"}})
    )
