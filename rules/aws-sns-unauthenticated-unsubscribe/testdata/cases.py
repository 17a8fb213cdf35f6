import boto3

OFF = "false"


class A:
    def run(self, t, kw, on, topic):
        c = boto3.client("sns")
        c.confirm_subscription(TopicArn=t, Token=t, AuthenticateOnUnsubscribe=OFF)  # want
        c.confirm_subscription(TopicArn=t, Token=t, AuthenticateOnUnsubscribe=False)  # want
        topic.confirm_subscription(Token=t)  # want
        self.sns.confirm_subscription(TopicArn=t, Token=t)  # want
        c.confirm_subscription(TopicArn=t, Token=t, AuthenticateOnUnsubscribe="true")
        c.confirm_subscription(TopicArn=t, Token=t, AuthenticateOnUnsubscribe=True)
        c.confirm_subscription(TopicArn=t, Token=t, AuthenticateOnUnsubscribe=on)
        c.confirm_subscription(**kw)
