from aws_cdk import aws_ecs as ecs
from aws_cdk.aws_ecs import ContainerDefinition, ContainerImage, FargateTaskDefinition


def a(scope, image, secret):
    task = ecs.FargateTaskDefinition(scope, "a")
    task.add_container("b", image=image, environment={"DB_PASSWORD": "x"})  # want
    definition = FargateTaskDefinition(scope, "c")
    definition.add_container("d", image=image, environment={"LEVEL": "debug"})  # want
    ContainerDefinition(scope, "e", task_definition=task, image=image, environment={"A": "b"})  # want
    ecs.Ec2TaskDefinition(scope, "f").add_container("g", image=image, environment={"TOKEN": "t"})  # want
    task.add_container("h", image=image)  # ok
    task.add_container("i", image=image, secrets={"DB_PASSWORD": secret})  # ok
    task.add_container("j", image=image, environment={})  # ok
    definition.add_container("k", image=image, environment_files=[])  # ok
