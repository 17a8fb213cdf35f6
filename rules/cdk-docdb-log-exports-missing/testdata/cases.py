import aws_cdk.aws_docdb as d
from aws_cdk.aws_docdb import CfnDBCluster, DatabaseCluster


def f(scope, logs, kw):
    CfnDBCluster(scope, "A", master_username=logs)  # want
    d.CfnDBCluster(scope, "B")  # want
    CfnDBCluster(scope, "C", enable_cloudwatch_logs_exports=["profiler"])  # want
    CfnDBCluster(scope, "D", enable_cloudwatch_logs_exports=[])  # want
    CfnDBCluster(scope, "E", enable_cloudwatch_logs_exports=["audit"])
    CfnDBCluster(scope, "F", enable_cloudwatch_logs_exports=logs)
    CfnDBCluster(scope, "G", **kw)
    CfnDBCluster(scope, "H", enable_cloudwatch_logs_exports=["authenticate", "createIndex", "dropCollection"])
    DatabaseCluster(scope, "I")
