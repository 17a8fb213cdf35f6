import boto3

sns = boto3.client("sns")


def a(address):
    sns.subscribe(TopicArn="arn", Protocol="email", Endpoint=address, ReturnSubscriptionArn=True)
    sns.publish(TopicArn="arn", Message="m")  # want


def b():
    arn = sns.create_topic(Name="t")["TopicArn"]
    sns.publish(TopicArn=arn, Message="m")  # want


def c(address):
    topic = boto3.resource("sns").Topic("arn")
    topic.subscribe(Protocol="email", Endpoint=address)
    topic.publish(Message="m")  # want


class Notifier:
    def __init__(self):
        self.client = boto3.Session().client("sns")

    def notify(self, arn, address):
        self.client.subscribe(TopicArn=arn, Protocol="sms", Endpoint=address)
        return self.client.publish(TopicArn=arn, Message="m")  # want


def subscribe(address):
    sns.subscribe(TopicArn="arn", Protocol="email", Endpoint=address, ReturnSubscriptionArn=True)  # ok


def publish(message):
    sns.publish(TopicArn="arn", Message=message)  # ok


def create():
    return sns.create_topic(Name="t")["TopicArn"]  # ok


def both(message):
    sns.publish(TopicArn="arn", Message=message)  # ok
    sns.list_topics()  # ok
