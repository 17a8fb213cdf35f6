from aws_cdk import SecretValue
from aws_cdk.aws_docdb import CfnDBCluster, DatabaseCluster, Login
import aws_cdk.aws_docdb as d

NAME = "boss"


def f(scope, secret, name, kw):
    a = Login(username=NAME)  # want
    b = CfnDBCluster(scope, "B", master_username="root", master_user_password=secret)  # want
    c = d.Login(username=name, password=SecretValue.unsafe_plain_text("x"))  # want
    e = d.CfnDBCluster(scope, "E", master_user_password="x")  # want
    g = Login(username=name, password=SecretValue.secrets_manager("s"))
    h = CfnDBCluster(scope, "H", master_username=secret.value)
    i = DatabaseCluster(scope, "I", master_user=g)
    j = CfnDBCluster(scope, "J", **kw)
    return a, b, c, e, g, h, i, j
