import aws_cdk.aws_autoscaling as a
from aws_cdk.aws_autoscaling import AutoScalingGroup, NotificationConfiguration, ScalingEvents


def f(scope, vpc, topic, some, kw):
    AutoScalingGroup(scope, "A", vpc=vpc)  # want
    a.AutoScalingGroup(scope, "B")  # want
    x = NotificationConfiguration(topic=topic, scaling_events=ScalingEvents.ERRORS)  # want
    y = a.NotificationConfiguration(topic=topic, scaling_events=a.ScalingEvents.LAUNCH_EVENTS)  # want
    z = NotificationConfiguration(topic=topic, scaling_events=ScalingEvents.ALL)
    AutoScalingGroup(scope, "C", vpc=vpc, notifications=[z])
    AutoScalingGroup(scope, "D", vpc=vpc, notifications=some)
    AutoScalingGroup(scope, "E", **kw)
    return x, y, NotificationConfiguration(topic=topic)
