from aws_cdk import Stack, aws_ec2, aws_efs, aws_kinesis, aws_redshift, aws_sns, aws_sqs
from aws_cdk.aws_sqs import Queue, QueueEncryption


class Parts(Stack):
    def __init__(self, scope, id, key, vpc, **kw):
        super().__init__(scope, id)
        Queue(self, "A")  # want
        Queue(self, "B", encryption=QueueEncryption.UNENCRYPTED)  # want
        aws_sns.Topic(self, "C")  # want
        aws_efs.FileSystem(self, "D", vpc=vpc, encrypted=False)  # want
        aws_ec2.Volume(self, "E", availability_zone="a")  # want
        aws_redshift.CfnCluster(self, "F", cluster_type="x")  # want
        aws_kinesis.Stream(self, "G", encryption=aws_kinesis.StreamEncryption.UNENCRYPTED)  # want
        aws_sqs.Queue(self, "H", encryption=QueueEncryption.KMS_MANAGED)
        Queue(self, "I", encryption_master_key=key)
        aws_sns.Topic(self, "J", master_key=key)
        aws_efs.FileSystem(self, "K", vpc=vpc)
        aws_ec2.Volume(self, "L", availability_zone="a", encrypted=True)
        aws_redshift.CfnCluster(self, "M", encrypted=True)
        Queue(self, "N", **kw)
