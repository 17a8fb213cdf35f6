import boto3

ec2 = boto3.client("ec2")


def a():
    return ec2.describe_images(Filters=[{"Name": "name", "Values": ["amzn2-ami-hvm-*"]}])  # want


def b(name):
    filters = [{"Name": "name", "Values": [name]}, {"Name": "state", "Values": ["available"]}]
    return ec2.describe_images(Filters=filters)["Images"][0]  # want


def c():
    resource = boto3.resource("ec2")
    return list(resource.images.filter(Filters=[{"Name": "name", "Values": ["ubuntu*"]}]))  # want


class Images:
    def __init__(self):
        self.client = boto3.Session().client("ec2")

    def newest(self):
        images = self.client.describe_images(Filters=[{"Name": "name", "Values": ["x"]}, {"Name": "architecture", "Values": ["arm64"]}])  # want
        return images["Images"]


def d(filters):
    ec2.describe_images(Owners=["amazon"], Filters=[{"Name": "name", "Values": ["amzn2*"]}])  # ok
    ec2.describe_images(Filters=[{"Name": "name", "Values": ["a"]}, {"Name": "owner-alias", "Values": ["amazon"]}])  # ok
    ec2.describe_images(ImageIds=["ami-1"])  # ok
    ec2.describe_images(Filters=filters)  # ok
    ec2.describe_images(Filters=[{"Name": "name", "Values": ["a"]}, {"Name": "owner-id", "Values": ["1"]}])  # ok
