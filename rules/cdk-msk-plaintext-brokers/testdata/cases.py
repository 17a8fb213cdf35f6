from aws_cdk import Stack
from aws_cdk import aws_msk_alpha as alpha
from aws_cdk.aws_msk import CfnCluster

MODE = "PLAINTEXT"


class Kafka(Stack):
    def __init__(self, scope, id, mode, **kw):
        super().__init__(scope, id)
        a = CfnCluster.EncryptionInTransitProperty(client_broker=MODE)  # want
        b = alpha.EncryptionInTransitConfig(client_broker=alpha.ClientBrokerEncryption.PLAINTEXT)  # want
        CfnCluster(self, "A", encryption_info={"encryptionInTransit": {"clientBroker": "PLAINTEXT"}})  # want
        c = CfnCluster.EncryptionInfoProperty(encryption_in_transit={"clientBroker": "TLS_PLAINTEXT"})  # want
        d = CfnCluster.EncryptionInTransitProperty(client_broker="TLS")
        e = CfnCluster.EncryptionInTransitProperty(in_cluster=True)
        f = CfnCluster.EncryptionInTransitProperty(client_broker=mode)
        g = alpha.EncryptionInTransitConfig(client_broker=alpha.ClientBrokerEncryption.TLS)
        self.all = [a, b, c, d, e, f, g]
