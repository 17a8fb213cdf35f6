from aws_cdk import SecretValue
from aws_cdk import aws_docdb as docdb
from aws_cdk.aws_docdb import CfnDBCluster, DatabaseCluster, Login


def a(scope, vpc, kind, secret):
    docdb.DatabaseCluster(scope, "a", master_user=docdb.Login(username="admin1", password=SecretValue.unsafe_plain_text("x")), instance_type=kind, vpc=vpc)  # want
    DatabaseCluster(scope, "b", master_user=Login(username="docuser"), instance_type=kind, vpc=vpc)  # want
    CfnDBCluster(scope, "c", master_username="docuser", master_user_password="hunter22")  # want
    docdb.CfnDBCluster(scope, "d", master_username="u", master_user_password=secret)  # want
    DatabaseCluster(scope, "e", master_user=Login(username=secret.value), instance_type=kind, vpc=vpc)  # ok
    CfnDBCluster(scope, "f", master_username=secret.user, master_user_password=secret.password)  # ok
    docdb.CfnDBCluster(scope, "g", snapshot_identifier="s")  # ok
    Login(username=secret.user, password=SecretValue.secrets_manager("s"))  # ok
