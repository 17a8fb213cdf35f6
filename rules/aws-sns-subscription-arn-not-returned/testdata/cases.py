import boto3
import botocore.session


class A:
    def run(self, x, kw, flag, bus, topic):
        c = boto3.client("sns")
        c.subscribe(TopicArn=x, Protocol="sms")  # want
        c.subscribe(TopicArn=x, Protocol="sms", ReturnSubscriptionArn=False)  # want
        botocore.session.get_session().create_client("sns").subscribe(TopicArn=x, Protocol="sqs")  # want
        self.sns.subscribe(Protocol="sms", TopicArn=x, Endpoint=x)  # want
        c.subscribe(TopicArn=x, Protocol="sms", ReturnSubscriptionArn=flag)
        c.subscribe(**kw)
        bus.subscribe("event", x)
        topic.subscribe(Protocol="sms", Endpoint=x)
        c.subscribe(TopicArn=x, Protocol="sms", ReturnSubscriptionArn=True)
