import aws_cdk.aws_rds as rds
from aws_cdk import aws_rds
from aws_cdk.aws_rds import DatabaseInstance


def a(scope, vpc, engine):
    rds.DatabaseInstance(scope, "a", engine=engine, vpc=vpc)  # want
    DatabaseInstance(scope, "b", engine=engine, vpc=vpc, multi_az=False)  # want
    aws_rds.DatabaseInstance(scope, id="c", engine=engine)  # want
    database = rds.DatabaseInstance(scope, "d", engine=engine, storage_encrypted=True)  # want
    DatabaseInstance(scope, "e", engine=engine, vpc=vpc, multi_az=True)  # ok
    rds.DatabaseInstanceReadReplica(scope, "f", source_database_instance=database)  # ok
    rds.DatabaseCluster(scope, "g", engine=engine)  # ok
    aws_rds.DatabaseInstance(scope, "h", engine=engine, multi_az=True)  # ok
