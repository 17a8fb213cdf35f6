import boto3

FILTERS = [{"Name": "name", "Values": ["x"]}, {"Name": "state", "Values": ["available"]}]


class A:
    def run(self, ec2, filters, kw):
        ec2.describe_images(Filters=FILTERS)  # want
        boto3.resource("ec2").images.filter(Filters=[{"Name": "name", "Values": ["x"]}])  # want
        self.ec2.describe_images(DryRun=False, Filters=[{"Values": ["x"], "Name": "name"}])  # want
        found = [{"Name": "description", "Values": ["y"]}]
        ec2.describe_images(Filters=found)  # want
        ec2.describe_images(Owners=["self"], Filters=FILTERS)
        ec2.describe_images(Filters=filters)
        ec2.describe_images(ImageIds=["ami-1"])
        ec2.describe_images(Filters=[{"Name": "name", "Values": ["x"]}, {"Name": "owner-alias", "Values": ["amazon"]}])
        ec2.describe_images(Filters=[{"Name": "architecture", "Values": ["arm64"]}])
        ec2.describe_images(**kw)
