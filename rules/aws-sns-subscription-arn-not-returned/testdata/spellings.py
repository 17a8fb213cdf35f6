import boto3
import botocore.session

sns = boto3.client("sns")


def a(address):
    return sns.subscribe(TopicArn="arn", Protocol="email", Endpoint=address)["SubscriptionArn"]  # want


def b(address):
    client = boto3.Session(region_name="eu-west-1").client("sns")
    client.subscribe(TopicArn="arn", Protocol="email", Endpoint=address, ReturnSubscriptionArn=False)  # want


def c(address):
    client = botocore.session.get_session().create_client("sns")
    client.subscribe(TopicArn="arn", Protocol="sms", Endpoint=address)  # want


class Subscriber:
    def __init__(self):
        self.sns = boto3.client("sns")

    def add(self, url):
        self.sns.subscribe(TopicArn="arn", Protocol="https", Endpoint=url)  # want


def d(address, options):
    sns.subscribe(TopicArn="arn", Protocol="email", Endpoint=address, ReturnSubscriptionArn=True)  # ok
    sns.subscribe(**options)  # ok
    sns.unsubscribe(SubscriptionArn="arn")  # ok
    boto3.resource("sns").Topic("arn").subscribe(Protocol="email", Endpoint=address)  # ok
