from aws_cdk import aws_autoscaling as autoscaling
from aws_cdk.aws_autoscaling import AutoScalingGroup, NotificationConfiguration, ScalingEvent, ScalingEvents


def a(scope, vpc, kind, image, topic):
    autoscaling.AutoScalingGroup(scope, "a", vpc=vpc, instance_type=kind, machine_image=image)  # want
    AutoScalingGroup(scope, "b", vpc=vpc, notifications=[NotificationConfiguration(topic=topic, scaling_events=ScalingEvents.ERRORS)])  # want
    AutoScalingGroup(
        scope, "c", vpc=vpc, notifications=[NotificationConfiguration(topic=topic, scaling_events=ScalingEvents(ScalingEvent.INSTANCE_LAUNCH, ScalingEvent.INSTANCE_TERMINATE))]  # want
    )
    AutoScalingGroup(scope, "d", vpc=vpc, notifications=[])  # want
    AutoScalingGroup(scope, "e", vpc=vpc, notifications=[NotificationConfiguration(topic=topic, scaling_events=ScalingEvents.ALL)])  # ok
    AutoScalingGroup(scope, "f", vpc=vpc, notifications=[NotificationConfiguration(topic=topic, scaling_events=autoscaling.ScalingEvents.ALL)])  # ok
    autoscaling.AutoScalingGroup(  # ok
        scope,
        "g",
        vpc=vpc,
        notifications=[
            NotificationConfiguration(
                topic=topic,
                scaling_events=ScalingEvents(
                    ScalingEvent.INSTANCE_LAUNCH, ScalingEvent.INSTANCE_TERMINATE, ScalingEvent.INSTANCE_LAUNCH_ERROR, ScalingEvent.INSTANCE_TERMINATE_ERROR
                ),
            )
        ],
    )
    AutoScalingGroup(scope, "h", vpc=vpc, notifications=[NotificationConfiguration(topic=topic)])  # ok
