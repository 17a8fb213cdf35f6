from aws_cdk import aws_docdb as docdb
from aws_cdk.aws_docdb import CfnDBCluster


def a(scope, logs):
    docdb.CfnDBCluster(scope, "a")  # want
    CfnDBCluster(scope, "b", enable_cloudwatch_logs_exports=["authenticate"])  # want
    CfnDBCluster(scope, "c", enable_cloudwatch_logs_exports=["authenticate", "createIndex"])  # want
    exports = ["dropCollection"]
    docdb.CfnDBCluster(scope, "d", enable_cloudwatch_logs_exports=exports)  # want
    CfnDBCluster(scope, "e", enable_cloudwatch_logs_exports=["authenticate", "createIndex", "dropCollection"])  # ok
    docdb.CfnDBCluster(scope, "f", enable_cloudwatch_logs_exports=["createIndex", "dropCollection", "authenticate", "audit"])  # ok
    CfnDBCluster(scope, "g", enable_cloudwatch_logs_exports=logs)  # ok
    docdb.CfnDBInstance(scope, "h", db_cluster_identifier="c", db_instance_class="x")  # ok
