import boto3


class A:
    def run(self, t, s3, ec2, sns, x):
        t.update_item(Key=x, AttributeUpdates=x, UpdateExpression="SET a = :a")  # want
        t.put_item(Item=x, Expected=x, ConditionExpression="a")  # want
        s3.put_object(Bucket="b", Key="k", SSECustomerKey=x, SSEKMSKeyId=x)  # want
        ec2.run_instances(NetworkInterfaces=[x], SubnetId="s", MinCount=1)  # want
        sns.publish(TopicArn=x, PhoneNumber=x, Message="m")  # want
        t.update_item(Key=x, UpdateExpression="SET a = :a", ConditionExpression="b")
        s3.put_object(Bucket="b", Key="k", ServerSideEncryption="aws:kms", SSEKMSKeyId=x)
        ec2.run_instances(SubnetId="s", SecurityGroupIds=[x])
        sns.publish(TopicArn=x, Message="m")
        boto3.client("cloudwatch").put_metric_alarm(MetricName="x", Statistic="Sum")
