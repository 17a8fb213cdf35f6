from aws_cdk import Stack
from aws_cdk.aws_elasticloadbalancing import CfnLoadBalancer, LoadBalancer
from aws_cdk.aws_elasticloadbalancingv2 import ApplicationLoadBalancer, NetworkLoadBalancer


class A(Stack):
    def __init__(self, scope, id, vpc):
        super().__init__(scope, id)
        LoadBalancer(self, "A", vpc=vpc)  # want
        CfnLoadBalancer(self, "B", listeners=[])  # want
        p = CfnLoadBalancer.AccessLoggingPolicyProperty(enabled=False, s3_bucket_name="b")  # want
        ApplicationLoadBalancer(self, "C", vpc=vpc)  # want
        LoadBalancer(self, "D", vpc=vpc, access_logging_policy=p)


def b(scope, vpc, bucket):
    lb = NetworkLoadBalancer(scope, "E", vpc=vpc)
    lb.log_access_logs(bucket)
    return CfnLoadBalancer.AccessLoggingPolicyProperty(enabled=True, s3_bucket_name="b")


def c(scope, kw):
    return LoadBalancer(scope, "F", **kw)


def d(scope):
    return ApplicationLoadBalancer.from_lookup(scope, "G", load_balancer_arn="x")
