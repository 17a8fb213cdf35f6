from aws_cdk import aws_redshift as redshift
from aws_cdk import aws_redshift
import aws_cdk.aws_redshift as rs
from aws_cdk.aws_redshift import CfnCluster


def a(scope, group, **kwargs):
    redshift.CfnCluster(scope, "a", cluster_type="single-node", db_name="d", master_username="u", node_type="n")  # want
    CfnCluster(scope, "b", cluster_type="multi-node")  # want
    rs.CfnCluster(scope, id="c", db_name="d")  # want
    aws_redshift.CfnCluster(scope, "d", vpc_security_group_ids=["x"])  # want
    CfnCluster(scope, "e", cluster_subnet_group_name="g")  # ok
    redshift.CfnCluster(scope, "f", cluster_subnet_group_name=group.ref)  # ok
    rs.CfnCluster(scope, "g", **kwargs)  # ok
    redshift.CfnClusterSubnetGroup(scope, "h", description="d", subnet_ids=[])  # ok
