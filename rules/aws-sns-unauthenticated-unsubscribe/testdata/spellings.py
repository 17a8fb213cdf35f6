import boto3

sns = boto3.client("sns")


def a(token):
    sns.confirm_subscription(TopicArn="arn", Token=token)  # want


def b(token):
    boto3.client("sns").confirm_subscription(TopicArn="arn", Token=token, AuthenticateOnUnsubscribe="false")  # want


def c(token):
    topic = boto3.resource("sns").Topic("arn")
    topic.confirm_subscription(Token=token)  # want


class Confirm:
    def __init__(self):
        self.client = boto3.session.Session().client("sns")

    def run(self, token):
        return self.client.confirm_subscription(TopicArn="arn", Token=token, AuthenticateOnUnsubscribe=False)  # want


def d(token, options):
    sns.confirm_subscription(TopicArn="arn", Token=token, AuthenticateOnUnsubscribe="true")  # ok
    sns.confirm_subscription(TopicArn="arn", Token=token, AuthenticateOnUnsubscribe="True")  # ok
    sns.confirm_subscription(TopicArn="arn", Token=token, AuthenticateOnUnsubscribe=True)  # ok
    sns.confirm_subscription(**options)  # ok
