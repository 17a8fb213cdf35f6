from aws_cdk import Duration
import aws_cdk as cdk
from aws_cdk.aws_rds import CfnDBCluster, CfnDBInstance, DatabaseInstance

OFF = 0


def f(scope, days, engine, kw):
    CfnDBInstance(scope, "A", backup_retention_period=OFF)  # want
    CfnDBCluster(scope, "B", backup_retention_period=0)  # want
    DatabaseInstance(scope, "C", engine=engine, backup_retention=Duration.days(0))  # want
    DatabaseInstance(scope, "D", engine=engine, backup_retention=cdk.Duration.days(OFF))  # want
    CfnDBInstance(scope, "E", backup_retention_period=7)
    CfnDBInstance(scope, "F", backup_retention_period=days)
    CfnDBInstance(scope, "G")
    DatabaseInstance(scope, "H", engine=engine, backup_retention=Duration.days(7))
    CfnDBInstance(scope, "I", **kw)
