from aws_cdk.aws_docdb import Login
from aws_cdk.aws_rds import CfnDBInstance, Credentials
from aws_cdk.aws_redshift import CfnCluster

NAME = "postgres"


def f(scope, name, kw):
    a = CfnDBInstance(scope, "A", master_username="root")  # want
    b = Credentials.from_username(NAME)  # want
    c = CfnCluster(scope, "C", master_username="awsuser")  # want
    d = Login(username="Admin")  # want
    e = Credentials.from_password(username="sa", password=name)  # want
    g = CfnDBInstance(scope, "G", master_username=name)
    h = Credentials.from_username("librarian")
    i = CfnCluster(scope, "I", **kw)
    j = Login(username="administrator_of_shop")
    return a, b, c, d, e, g, h, i, j
