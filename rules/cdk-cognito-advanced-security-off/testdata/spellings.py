from aws_cdk import aws_cognito as cognito
from aws_cdk.aws_cognito import AdvancedSecurityMode, CfnUserPool, UserPool


def a(scope):
    cognito.UserPool(scope, "a")  # want
    UserPool(scope, "b", advanced_security_mode=AdvancedSecurityMode.OFF)  # want
    UserPool(scope, "c", advanced_security_mode=cognito.AdvancedSecurityMode.AUDIT)  # want
    CfnUserPool(scope, "d", user_pool_name="x")  # want
    UserPool(scope, "e", advanced_security_mode=AdvancedSecurityMode.ENFORCED)  # ok
    cognito.UserPool(scope, "f", advanced_security_mode=cognito.AdvancedSecurityMode.ENFORCED)  # ok
    UserPool(scope, "g", standard_threat_protection_mode=cognito.StandardThreatProtectionMode.FULL_FUNCTION)  # ok
    CfnUserPool(scope, "h", user_pool_add_ons=CfnUserPool.UserPoolAddOnsProperty(advanced_security_mode="ENFORCED"))  # ok
