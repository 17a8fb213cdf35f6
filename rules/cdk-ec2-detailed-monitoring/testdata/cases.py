import aws_cdk.aws_ec2 as ec2
from aws_cdk.aws_autoscaling import AutoScalingGroup, Monitoring
from aws_cdk.aws_ec2 import Instance, LaunchTemplate


def f(scope, vpc, on, kw):
    Instance(scope, "A", vpc=vpc, detailed_monitoring=False)  # want
    ec2.Instance(scope, "B", vpc=vpc)  # want
    AutoScalingGroup(scope, "C", instance_monitoring=Monitoring.BASIC)  # want
    LaunchTemplate(scope, "D", detailed_monitoring=False)  # want
    Instance(scope, "E", vpc=vpc, detailed_monitoring=on)
    AutoScalingGroup(scope, "F")
    AutoScalingGroup(scope, "G", instance_monitoring=Monitoring.DETAILED)
    LaunchTemplate(scope, "H")
    Instance(scope, "I", **kw)
