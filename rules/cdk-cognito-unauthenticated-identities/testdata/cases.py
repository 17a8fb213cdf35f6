import aws_cdk.aws_cognito
from aws_cdk import Stack
from aws_cdk.aws_cognito import CfnIdentityPool
from aws_cdk.aws_cognito_identitypool_alpha import IdentityPool

GUESTS = True


class Ids(Stack):
    def __init__(self, scope, id, guests, **kw):
        super().__init__(scope, id)
        CfnIdentityPool(self, "A", allow_unauthenticated_identities=GUESTS)  # want
        IdentityPool(self, "B", allow_unauthenticated_identities=True)  # want
        aws_cdk.aws_cognito.CfnIdentityPool(self, "C", allow_unauthenticated_identities=1)  # want
        CfnIdentityPool(self, "D", allow_unauthenticated_identities=False)
        CfnIdentityPool(self, "E", allow_unauthenticated_identities=guests)
        IdentityPool(self, "F")
        CfnIdentityPool(self, "G", **kw)


def late(scope):
    from aws_cdk import aws_cognito as c
    return c.CfnIdentityPool(scope, "H", allow_unauthenticated_identities=True)  # want
