import boto3

cw = boto3.client("cloudwatch")


def a(start, end):
    cw.get_metric_statistics(Namespace="n", MetricName="m", StartTime=start, EndTime=end, Period=60, Statistics=["Sum"], ExtendedStatistics=["p99"])  # want


def b():
    cw.put_metric_alarm(AlarmName="a", ComparisonOperator="c", EvaluationPeriods=1, Statistic="Sum", ExtendedStatistic="p99")  # want


class Table:
    def __init__(self):
        self.client = boto3.client("dynamodb")

    def update(self, key):
        self.client.update_item(TableName="t", Key=key, AttributeUpdates={}, UpdateExpression="SET a = :a")  # want


def c():
    sns = boto3.session.Session().client("sns")
    sns.publish(TopicArn="arn", PhoneNumber="+1", Message="m")  # want


def d():
    ec2 = boto3.client("ec2")
    ec2.run_instances(MinCount=1, MaxCount=1, NetworkInterfaces=[], SubnetId="s")  # want


def e():
    s3 = boto3.client("s3")
    s3.put_object(Bucket="b", Key="k", SSECustomerKey="x", SSECustomerAlgorithm="AES256", ServerSideEncryption="aws:kms", SSEKMSKeyId="k")  # want


def f(start, end):
    cw.get_metric_statistics(Namespace="n", MetricName="m", StartTime=start, EndTime=end, Period=60, Statistics=["Sum"])  # ok
    cw.get_metric_statistics(Namespace="n", MetricName="m", StartTime=start, EndTime=end, Period=60, ExtendedStatistics=["p99"])  # ok
    boto3.client("sns").publish(TopicArn="arn", Message="m")  # ok
    boto3.client("dynamodb").update_item(TableName="t", Key={}, UpdateExpression="SET a = :a")  # ok
    boto3.client("ec2").run_instances(MinCount=1, MaxCount=1, SubnetId="s")  # ok
