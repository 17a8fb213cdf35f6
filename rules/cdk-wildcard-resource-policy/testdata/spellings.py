from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from aws_cdk.aws_iam import AnyPrincipal, ArnPrincipal, Effect, PolicyStatement, StarPrincipal


def a(scope):
    bucket = s3.Bucket(scope, "a")
    bucket.add_to_resource_policy(iam.PolicyStatement(principals=[iam.AnyPrincipal()], actions=["s3:*"]))  # want
    queue = sqs.Queue(scope, "b")
    queue.add_to_resource_policy(PolicyStatement(effect=Effect.ALLOW, principals=[StarPrincipal()], actions=["sqs:*"]))  # want
    repository = ecr.Repository(scope, "c")
    repository.add_to_resource_policy(PolicyStatement(principals=[ArnPrincipal("*")], actions=["ecr:*"]))  # want
    topic = sns.Topic(scope, "d")
    statement = PolicyStatement(principals=[AnyPrincipal()], actions=["sns:Publish"], resources=["*"])
    topic.add_to_resource_policy(statement)  # want


def b(bucket, queue):
    bucket.add_to_resource_policy(PolicyStatement(principals=[iam.AccountPrincipal("111122223333")], actions=["s3:*"]))  # ok
    bucket.add_to_resource_policy(PolicyStatement(effect=Effect.DENY, principals=[AnyPrincipal()], actions=["s3:*"]))  # ok
    queue.add_to_resource_policy(  # ok
        PolicyStatement(principals=[AnyPrincipal()], actions=["sqs:*"], conditions={"ArnEquals": {"aws:SourceArn": "arn"}})
    )
    queue.add_to_resource_policy(PolicyStatement(principals=[iam.ServicePrincipal("sns.amazonaws.com")], actions=["sqs:SendMessage"]))  # ok
