import aws_cdk.aws_ecs as ecs
from aws_cdk.aws_ecs import ContainerDefinition


def f(t, image, env, s):
    t.add_container("a", image=image, environment={"API_KEY": s})  # want "secret"
    t.addContainer("b", image=image, environment={"REGION": "eu"})  # want "readable"
    ContainerDefinition(t, "c", image=image, environment=env)  # want
    ecs.CfnTaskDefinition.ContainerDefinitionProperty(image="x", name="y", environment=[{"name": "A"}])  # want
    t.add_container("d", image=image)
    t.add_container("e", image=image, environment={})
    t.add_container("f", image=image, secrets={"API_KEY": s})
    t.add_container("g", image=image, environment_files=[s])
