import aws_cdk.aws_ec2 as ec2
from aws_cdk import aws_autoscaling as autoscaling
from aws_cdk.aws_ec2 import Instance, LaunchTemplate


def a(scope, vpc, kind, image):
    ec2.Instance(scope, "a", vpc=vpc, instance_type=kind, machine_image=image)  # want
    Instance(scope, "b", vpc=vpc, instance_type=kind, machine_image=image, detailed_monitoring=False)  # want
    autoscaling.AutoScalingGroup(scope, "c", vpc=vpc, instance_monitoring=autoscaling.Monitoring.BASIC)  # want
    LaunchTemplate(scope, "d", detailed_monitoring=False)  # want
    Instance(scope, "e", vpc=vpc, instance_type=kind, machine_image=image, detailed_monitoring=True)  # ok
    autoscaling.AutoScalingGroup(scope, "f", vpc=vpc, instance_monitoring=autoscaling.Monitoring.DETAILED)  # ok
    autoscaling.AutoScalingGroup(scope, "g", vpc=vpc)  # ok
    ec2.LaunchTemplate(scope, "h", detailed_monitoring=True)  # ok
