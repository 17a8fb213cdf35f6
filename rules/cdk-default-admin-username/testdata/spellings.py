from aws_cdk import aws_docdb as docdb
from aws_cdk import aws_rds as rds
from aws_cdk import aws_redshift as redshift
from aws_cdk.aws_redshift import CfnCluster


def a(scope, name):
    redshift.CfnCluster(scope, "a", master_username="awsuser")  # want
    rds.CfnDBInstance(scope, "b", master_username="admin")  # want
    CfnCluster(scope, "c", db_name="d", master_username="awsuser", master_user_password=name)  # want
    rds.CfnDBCluster(scope, "d", engine="aurora-postgresql", master_username="postgres")  # want
    docdb.CfnDBCluster(scope, "e", master_username="root")  # want
    redshift.CfnCluster(scope, "f", master_username="shopowner")  # ok
    rds.CfnDBInstance(scope, "g", master_username=name)  # ok
    CfnCluster(scope, "h", master_username="reporting")  # ok
    rds.CfnDBInstance(scope, "i", master_username="billing_app")  # ok
