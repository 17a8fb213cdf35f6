import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from aws_cdk.aws_cognito import PasswordPolicy, UserPool


class Users(cdk.Stack):
    def __init__(self, scope):
        super().__init__(scope)
        cognito.UserPool(self, "a")  # want
        UserPool(self, "b", password_policy=PasswordPolicy(min_length=6))  # want
        UserPool(self, "c", password_policy=PasswordPolicy(min_length=12, require_digits=False))  # want
        cognito.UserPool(self, "d", password_policy={"min_length": 4})  # want
        cognito.UserPool(self, "e", password_policy=cognito.PasswordPolicy(min_length=8))  # ok
        UserPool(self, "f", password_policy=PasswordPolicy(min_length=12, require_digits=True, require_symbols=True))  # ok
        UserPool(self, "g", password_policy={"minLength": 10})  # ok
        UserPool(self, "h", password_policy=cognito.PasswordPolicy(min_length=16, require_lowercase=True))  # ok
