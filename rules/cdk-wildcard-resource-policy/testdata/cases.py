import aws_cdk.aws_iam as iam
from aws_cdk.aws_iam import AnyPrincipal, ArnPrincipal, Effect, PolicyStatement, ServicePrincipal, StarPrincipal


def f(topic, key, repo, secret, account, c):
    topic.add_to_resource_policy(PolicyStatement(effect=Effect.ALLOW, principals=[StarPrincipal()]))  # want
    key.add_to_resource_policy(statement=PolicyStatement(principals=[ArnPrincipal("*")], actions=["kms:*"]))  # want
    statement = iam.PolicyStatement(principals=[AnyPrincipal()])
    repo.add_to_resource_policy(statement)  # want
    secret.add_to_resource_policy(PolicyStatement(actions=["s:*"], principals=[ServicePrincipal("a"), AnyPrincipal()]))  # want
    topic.add_to_resource_policy(PolicyStatement(effect=Effect.DENY, principals=[AnyPrincipal()]))
    topic.add_to_resource_policy(PolicyStatement(principals=[AnyPrincipal()], conditions=c))
    key.add_to_resource_policy(PolicyStatement(principals=[ArnPrincipal(account)]))
    repo.add_to_resource_policy(PolicyStatement(principals=[ServicePrincipal("codebuild.amazonaws.com")]))
    topic.add_to_role_policy(PolicyStatement(principals=[AnyPrincipal()]))
