import boto3


class A:
    def __init__(self):
        self.sns = boto3.client("sns")

    def a(self, x):
        arn = self.sns.create_topic(Name="t")["TopicArn"]
        self.sns.publish(TopicArn=arn, Message=x)  # want

    def b(self, x, topic):
        topic.subscribe(Protocol="sms", Endpoint=x)
        if x:
            topic.publish(Message=x)  # want

    def c(self, x):
        topic = boto3.resource("sns").create_topic(Name="x")
        return topic.publish(Message=x)  # want

    def d(self, client, xs):
        client.subscribe(TopicArn="t")
        for x in xs:
            client.publish(TopicArn="t", Message=x)  # want

    def e(self, x):
        self.sns.publish(TopicArn="t", Message=x)

    def f(self, x):
        self.sns.subscribe(TopicArn="t", Protocol="sms", Endpoint=x)

    def g(self, x, other):
        other.subscribe("x")
        self.sns.publish(TopicArn="t", Message=x)

    def h(self, x):
        self.sns.publish(TopicArn="t", Message=x)
        self.sns.subscribe(TopicArn="t", Protocol="sms", Endpoint=x)
