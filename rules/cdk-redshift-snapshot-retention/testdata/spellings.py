from aws_cdk import aws_redshift as redshift
from aws_cdk.aws_redshift import CfnCluster


def a(scope, days):
    redshift.CfnCluster(scope, "a", automated_snapshot_retention_period=0)  # want
    CfnCluster(scope, "b", automated_snapshot_retention_period=40)  # want
    period = 0
    redshift.CfnCluster(scope, "c", db_name="d", automated_snapshot_retention_period=period)  # want
    CfnCluster(scope, "d", automated_snapshot_retention_period=-1)  # want
    CfnCluster(scope, "e", automated_snapshot_retention_period=7)  # ok
    CfnCluster(scope, "f", automated_snapshot_retention_period=35)  # ok
    redshift.CfnCluster(scope, "g")  # ok
    redshift.CfnCluster(scope, "h", automated_snapshot_retention_period=days)  # ok
