from aws_cdk import Duration
from aws_cdk.aws_docdb import BackupProps, CfnDBCluster, DatabaseCluster

DAYS = 3


def f(scope, vpc, backup, days, kw):
    DatabaseCluster(scope, "A", vpc=vpc, instance_type=None)  # want
    CfnDBCluster(scope, "B")  # want
    CfnDBCluster(scope, "C", backup_retention_period=DAYS)  # want
    DatabaseCluster(scope, "D", backup=BackupProps(retention=Duration.days(1)))  # want
    DatabaseCluster(scope, "E", backup=BackupProps(retention=Duration.days(7)))
    DatabaseCluster(scope, "F", backup=backup)
    CfnDBCluster(scope, "G", backup_retention_period=30)
    CfnDBCluster(scope, "H", backup_retention_period=days)
    CfnDBCluster(scope, "I", **kw)
