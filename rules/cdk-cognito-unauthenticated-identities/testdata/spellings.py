import aws_cdk.aws_cognito as cognito
from aws_cdk.aws_cognito import CfnIdentityPool
from aws_cdk import aws_cognito
from aws_cdk.aws_cognito_identitypool_alpha import IdentityPool


def a(scope, flag):
    cognito.CfnIdentityPool(scope, "a", allow_unauthenticated_identities=True)  # want
    CfnIdentityPool(scope, id="b", allow_unauthenticated_identities=True, identity_pool_name="x")  # want
    aws_cognito.CfnIdentityPool(scope, "c", allow_unauthenticated_identities=True)  # want
    IdentityPool(scope, "d", allow_unauthenticated_identities=True)  # want
    cognito.CfnIdentityPool(scope, "e", allow_unauthenticated_identities=False)  # ok
    CfnIdentityPool(scope, "f", allow_unauthenticated_identities=False)  # ok
    IdentityPool(scope, "g")  # ok
    CfnIdentityPool(scope, "h", allow_unauthenticated_identities=flag)  # ok
