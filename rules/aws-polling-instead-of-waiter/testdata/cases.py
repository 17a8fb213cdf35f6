import time
from time import sleep

import boto3


class A:
    def a(self, rds, name):
        for _ in range(60):
            r = rds.describe_db_instances(DBInstanceIdentifier=name)  # want
            if r["DBInstances"][0]["DBInstanceStatus"] == "available":
                break
            sleep(10)

    def b(self, cf, stack):
        while cf.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"] != "CREATE_COMPLETE":  # want
            time.sleep(3)

    def c(self, name):
        while True:
            try:
                boto3.client("lambda").get_function(FunctionName=name)  # want
                return
            except Exception:
                time.sleep(1)

    def d(self, eks, name):
        state = ""
        while state != "ACTIVE":
            state = eks.describe_cluster(name=name)["cluster"]["status"]  # want
            time.sleep(9)

    def e(self, ec2, token):
        while token:
            r = ec2.describe_instances(NextToken=token)
            token = r.get("NextToken")
            time.sleep(1)

    def f(self, ec2, ids):
        for i in ids:
            ec2.describe_instances(InstanceIds=[i])

    def g(self, ec2, i):
        ec2.get_waiter("instance_running").wait(InstanceIds=[i])

    def h(self, job):
        while job.describe_job() != "done":
            time.sleep(1)

    def i(self, ec2):
        time.sleep(1)
        return ec2.describe_instances()
