from aws_cdk import aws_msk as msk
from aws_cdk.aws_msk import CfnCluster


def a(scope):
    CfnCluster(
        scope, "a", encryption_info=CfnCluster.EncryptionInfoProperty(encryption_in_transit=CfnCluster.EncryptionInTransitProperty(client_broker="TLS_PLAINTEXT"))  # want
    )
    msk.CfnCluster(scope, "b", encryption_info={"encryptionInTransit": {"clientBroker": "PLAINTEXT"}})  # want
    msk.CfnCluster(
        scope, "c", encryption_info=msk.CfnCluster.EncryptionInfoProperty(encryption_in_transit=msk.CfnCluster.EncryptionInTransitProperty(client_broker="PLAINTEXT"))  # want
    )
    msk.CfnCluster(scope, "d", encryption_info={"encryption_in_transit": {"client_broker": "TLS_PLAINTEXT"}})  # want
    msk.CfnCluster(scope, "e")  # ok
    msk.CfnCluster(scope, "f", encryption_info={"encryptionInTransit": {"clientBroker": "TLS"}})  # ok
    CfnCluster(  # ok
        scope, "g", encryption_info=CfnCluster.EncryptionInfoProperty(encryption_in_transit=CfnCluster.EncryptionInTransitProperty(client_broker="TLS"))
    )
    CfnCluster(scope, "h", encryption_info=CfnCluster.EncryptionInfoProperty(encryption_at_rest=None))  # ok
