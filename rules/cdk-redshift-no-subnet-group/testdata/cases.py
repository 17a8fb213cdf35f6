import aws_cdk.aws_redshift as rs
from aws_cdk import Stack
from aws_cdk.aws_redshift import CfnCluster


class Warehouse(Stack):
    def __init__(self, scope, id, group, **kw):
        super().__init__(scope, id)
        CfnCluster(self, "A", db_name="x")  # want
        rs.CfnCluster(self, "B")  # want
        CfnCluster(self, "C", cluster_subnet_group_name=None)  # want
        CfnCluster(self, "D", cluster_subnet_group_name=group.ref)
        rs.CfnCluster(self, "E", cluster_subnet_group_name="g", db_name="x")
        CfnCluster(self, "F", **kw)
        rs.CfnClusterSubnetGroup(self, "G", subnet_ids=[])


def late(scope):
    from aws_cdk import aws_redshift
    return aws_redshift.CfnCluster(scope, "H")  # want
