import time

import boto3

ec2 = boto3.client("ec2")


def a(instance):
    while True:
        state = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]["State"]["Name"]  # want
        if state == "running":
            break
        time.sleep(5)


def b(name):
    dynamodb = boto3.client("dynamodb")
    status = ""
    while status != "ACTIVE":
        status = dynamodb.describe_table(TableName=name)["Table"]["TableStatus"]  # want
        time.sleep(1)


class Stack:
    def __init__(self):
        self.cf = boto3.client("cloudformation")

    def wait(self, name):
        for _ in range(60):
            response = self.cf.describe_stacks(StackName=name)  # want
            if response["Stacks"][0]["StackStatus"] == "CREATE_COMPLETE":
                return
            time.sleep(10)


def c(identifier):
    client = boto3.Session().client("rds")
    while True:
        db = client.describe_db_instances(DBInstanceIdentifier=identifier)  # want
        if db["DBInstances"][0]["DBInstanceStatus"] == "available":
            return db
        time.sleep(30)


def d(instance, name):
    ec2.get_waiter("instance_running").wait(InstanceIds=[instance])  # ok
    return ec2.describe_instances(InstanceIds=[instance])  # ok


def e():
    token = None
    while True:
        page = ec2.describe_instances(NextToken=token) if token else ec2.describe_instances()  # ok
        token = page.get("NextToken")
        if not token:
            return page


def f(ids):
    for i in ids:
        print(ec2.describe_instances(InstanceIds=[i]))  # ok
