import boto3

ANY = "0.0.0.0/0"
RULES = [{"IpProtocol": "tcp", "FromPort": 3306, "ToPort": 3306, "IpRanges": [{"CidrIp": ANY}]}]


class A:
    def run(self, ec2, group, cidr):
        ec2.authorize_security_group_ingress(GroupId="g", IpPermissions=RULES)  # want
        group.authorize_ingress(IpProtocol="-1", CidrIp=ANY)  # want
        ec2.authorize_security_group_ingress(GroupId="g", IpPermissions=[{"IpProtocol": "-1", "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}])  # want
        boto3.client("ec2").authorize_security_group_ingress(GroupId="g", CidrIp="0.0.0.0/0", FromPort=0, ToPort=65535)  # want
        ec2.authorize_security_group_ingress(GroupId="g", CidrIp=ANY, FromPort=443, ToPort=443)
        ec2.authorize_security_group_ingress(GroupId="g", CidrIp=cidr, FromPort=22, ToPort=22)
        ec2.authorize_security_group_egress(GroupId="g", CidrIp=ANY)
        ec2.authorize_security_group_ingress(GroupId="g", IpPermissions=[{"IpRanges": [{"CidrIp": "10.0.0.0/8"}]}])
