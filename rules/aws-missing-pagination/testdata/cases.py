import boto3

ec2 = boto3.client("ec2")


class A:
    def __init__(self):
        self.iam = boto3.client("iam")
        self.table = boto3.resource("dynamodb").Table("t")

    def a(self):
        return [i for r in ec2.describe_instances()["Reservations"] for i in r["Instances"]]  # want

    def b(self):
        r = self.iam.list_users()  # want
        for u in r["Users"]:
            print(u)

    def c(self):
        return self.table.scan()["Items"]  # want

    def d(self, logs_client):
        return logs_client.filter_log_events(logGroupName="x").get("events")  # want

    def e(self):
        r = self.iam.list_users()
        out = r["Users"]
        while r["IsTruncated"]:
            r = self.iam.list_users(Marker=r["Marker"])
            out += r["Users"]
        return out

    def f(self):
        return ec2.describe_instances(InstanceIds=["i-1"])["Reservations"][0]

    def g(self):
        return self.table.query(Limit=1)["Items"]

    def h(self):
        return ec2.describe_instances()

    def i(self, rows):
        return rows.scan()["Items"]
