import aws_cdk.aws_cognito as cg
from aws_cdk import Stack
from aws_cdk.aws_cognito import PasswordPolicy, UserPool

LENGTH = 6


class Users(Stack):
    def __init__(self, scope, id, policy, **kw):
        super().__init__(scope, id)
        UserPool(self, "A", self_sign_up_enabled=True)  # want
        cg.UserPool(self, "B")  # want
        a = PasswordPolicy(min_length=LENGTH)  # want
        b = PasswordPolicy(min_length=10, require_digits=False)  # want
        UserPool(self, "C", password_policy=PasswordPolicy(min_length=8, require_symbols=True))
        UserPool(self, "D", password_policy=policy)
        UserPool(self, "E", **kw)
        UserPool(self, "F", password_policy=a)
        c = PasswordPolicy(require_uppercase=True)
        self.all = [a, b, c]
