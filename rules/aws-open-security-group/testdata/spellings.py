import boto3

ec2 = boto3.client("ec2")


def a(group):
    ec2.authorize_security_group_ingress(GroupId=group, IpProtocol="tcp", FromPort=22, ToPort=22, CidrIp="0.0.0.0/0")  # want


def b(group):
    ec2.authorize_security_group_ingress(  # want
        GroupId=group,
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 3389, "ToPort": 3389, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
    )


def c(group):
    resource = boto3.resource("ec2").SecurityGroup(group)
    resource.authorize_ingress(IpProtocol="-1", CidrIp="0.0.0.0/0")  # want


class Network:
    def __init__(self):
        self.client = boto3.Session().client("ec2")

    def open(self, group):
        permissions = [{"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}]
        self.client.authorize_security_group_ingress(GroupId=group, IpPermissions=permissions)  # want


def d(group):
    ec2.authorize_security_group_ingress(GroupId=group, IpProtocol="tcp", FromPort=443, ToPort=443, CidrIp="0.0.0.0/0")  # ok
    ec2.authorize_security_group_ingress(GroupId=group, IpProtocol="tcp", FromPort=22, ToPort=22, CidrIp="10.0.0.0/8")  # ok
    ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])  # ok
    ec2.authorize_security_group_ingress(  # ok
        GroupId=group, IpPermissions=[{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
    )
