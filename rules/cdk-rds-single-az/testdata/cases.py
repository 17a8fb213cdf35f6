import aws_cdk.aws_rds as rds
from aws_cdk import Stack
from aws_cdk.aws_rds import CfnDBInstance, DatabaseCluster, DatabaseInstance, DatabaseInstanceReadReplica


class Db(Stack):
    def __init__(self, scope, id, engine, prod, **kw):
        super().__init__(scope, id)
        DatabaseInstance(self, "A", engine=engine, multi_az=False)  # want
        rds.DatabaseInstance(self, "B", engine=engine)  # want
        CfnDBInstance(self, "C", multi_az=False)  # want
        DatabaseInstance(self, "D", engine=engine, multi_az=prod)
        DatabaseInstanceReadReplica(self, "E", source_database_instance=engine)
        DatabaseCluster(self, "F", engine=engine)
        DatabaseInstance(self, "G", **kw)


def late(scope, engine):
    from aws_cdk import aws_rds
    return aws_rds.DatabaseInstance(scope, "H", engine=engine)  # want
