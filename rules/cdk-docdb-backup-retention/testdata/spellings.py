import aws_cdk as cdk
from aws_cdk import Duration
from aws_cdk import aws_docdb as docdb
from aws_cdk.aws_docdb import BackupProps, DatabaseCluster


def a(scope, vpc, kind, user):
    docdb.DatabaseCluster(scope, "a", master_user=user, instance_type=kind, vpc=vpc)  # want
    DatabaseCluster(scope, "b", master_user=user, instance_type=kind, vpc=vpc, backup=BackupProps(retention=Duration.days(3)))  # want
    DatabaseCluster(scope, "c", master_user=user, instance_type=kind, vpc=vpc, backup=docdb.BackupProps(retention=cdk.Duration.days(1)))  # want
    cluster = docdb.DatabaseCluster(scope, "d", master_user=user, vpc=vpc, backup={"retention": Duration.days(2)})  # want
    DatabaseCluster(scope, "e", master_user=user, vpc=vpc, backup=BackupProps(retention=Duration.days(7)))  # ok
    DatabaseCluster(scope, "f", master_user=user, vpc=vpc, backup=BackupProps(retention=Duration.days(30)))  # ok
    docdb.DatabaseCluster(scope, "g", master_user=user, vpc=vpc, backup=docdb.BackupProps(retention=cdk.Duration.days(14)))  # ok
    docdb.DatabaseInstance(scope, "h", cluster=cluster, instance_type=kind)  # ok
