from aws_cdk import Duration
from aws_cdk import aws_rds as rds
from aws_cdk.aws_rds import CfnDBInstance


def a(scope, days, engine):
    rds.CfnDBInstance(scope, "a", backup_retention_period=0)  # want
    rds.CfnDBCluster(scope, "b", engine="e", backup_retention_period=0)  # want
    rds.DatabaseInstance(scope, "c", engine=engine, backup_retention=Duration.days(0))  # want
    period = 0
    CfnDBInstance(scope, "d", db_instance_class="x", backup_retention_period=period)  # want
    CfnDBInstance(scope, "e", backup_retention_period=7)  # ok
    rds.CfnDBCluster(scope, "f", engine="e")  # ok
    rds.DatabaseInstance(scope, "g", engine=engine, backup_retention=Duration.days(14))  # ok
    CfnDBInstance(scope, "h", backup_retention_period=days)  # ok
