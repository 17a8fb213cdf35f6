from aws_cdk import aws_elasticloadbalancing as elb
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk.aws_elasticloadbalancingv2 import ApplicationLoadBalancer


def a(scope, vpc):
    elb.CfnLoadBalancer(scope, "a", listeners=[])  # want
    elb.CfnLoadBalancer(scope, "b", listeners=[], access_logging_policy=elb.CfnLoadBalancer.AccessLoggingPolicyProperty(enabled=False, s3_bucket_name="x"))  # want


def b(scope, vpc):
    balancer = elbv2.ApplicationLoadBalancer(scope, "c", vpc=vpc)  # want
    balancer.add_listener("l")


def c(scope, vpc):
    return elbv2.NetworkLoadBalancer(scope, "d", vpc=vpc)  # want


def d(scope, vpc, bucket):
    balancer = ApplicationLoadBalancer(scope, "e", vpc=vpc)  # ok
    balancer.log_access_logs(bucket)
    elb.CfnLoadBalancer(scope, "f", listeners=[], access_logging_policy=elb.CfnLoadBalancer.AccessLoggingPolicyProperty(enabled=True, s3_bucket_name="x"))  # ok
    elb.CfnLoadBalancer(scope, "g", listeners=[], access_logging_policy={"enabled": True, "s3BucketName": "x"})  # ok


def e(scope, vpc, bucket):
    balancer = elbv2.NetworkLoadBalancer(scope, "h", vpc=vpc)  # ok
    balancer.log_access_logs(bucket, prefix="p")
