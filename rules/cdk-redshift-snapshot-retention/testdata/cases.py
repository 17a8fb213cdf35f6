import aws_cdk.aws_redshift as r
from aws_cdk.aws_redshift import CfnCluster

NONE = 0


def f(scope, days, kw):
    CfnCluster(scope, "A", automated_snapshot_retention_period=NONE)  # want
    r.CfnCluster(scope, "B", automated_snapshot_retention_period=60)  # want
    r.CfnCluster(scope, "C", automated_snapshot_retention_period=-1)  # want
    CfnCluster(scope, "D", automated_snapshot_retention_period=1)
    CfnCluster(scope, "E", automated_snapshot_retention_period=35)
    CfnCluster(scope, "F", automated_snapshot_retention_period=days)
    CfnCluster(scope, "G")
    CfnCluster(scope, "H", **kw)


def late(scope):
    from aws_cdk import aws_redshift
    return aws_redshift.CfnCluster(scope, "I", automated_snapshot_retention_period=36)  # want
