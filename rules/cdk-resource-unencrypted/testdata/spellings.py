from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_efs as efs
from aws_cdk import aws_kinesis as kinesis
from aws_cdk import aws_rds as rds
from aws_cdk import aws_redshift as redshift
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from aws_cdk.aws_sqs import Queue, QueueEncryption


def a(scope, key, vpc):
    sqs.Queue(scope, "a", encryption=sqs.QueueEncryption.UNENCRYPTED)  # want
    Queue(scope, "b")  # want
    sns.Topic(scope, "c")  # want
    ec2.Volume(scope, "d", availability_zone="a", encrypted=False)  # want
    efs.FileSystem(scope, "e", vpc=vpc, encrypted=False)  # want
    rds.DatabaseInstance(scope, "f", engine=None, vpc=vpc, storage_encrypted=False)  # want
    kinesis.Stream(scope, "g", encryption=kinesis.StreamEncryption.UNENCRYPTED)  # want
    redshift.CfnCluster(scope, "h", encrypted=False)  # want
    Queue(scope, "i", encryption=QueueEncryption.KMS_MANAGED)  # ok
    sqs.Queue(scope, "j", encryption_master_key=key)  # ok
    sns.Topic(scope, "k", master_key=key)  # ok
    ec2.Volume(scope, "l", availability_zone="a", encrypted=True)  # ok
    rds.DatabaseInstance(scope, "m", engine=None, vpc=vpc, storage_encrypted=True)  # ok
