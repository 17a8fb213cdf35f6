import aws_cdk.aws_cognito as c
from aws_cdk.aws_cognito import AdvancedSecurityMode, CfnUserPool, UserPool


def f(scope, mode, kw):
    UserPool(scope, "A", self_sign_up_enabled=False)  # want
    UserPool(scope, "B", advanced_security_mode=AdvancedSecurityMode.OFF)  # want
    c.UserPool(scope, "C")  # want
    CfnUserPool.UserPoolAddOnsProperty(advanced_security_mode="OFF")  # want
    UserPool(scope, "D", advanced_security_mode=AdvancedSecurityMode.AUDIT)  # want
    UserPool(scope, "E", advanced_security_mode=mode)
    UserPool(scope, "F", standard_threat_protection_mode=mode)
    CfnUserPool.UserPoolAddOnsProperty(advanced_security_mode="ENFORCED")
    UserPool(scope, "G", **kw)
