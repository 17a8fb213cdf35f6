import aws_cdk.aws_ec2
from aws_cdk import aws_ec2 as ec2
from aws_cdk.aws_ec2 import CfnSecurityGroupIngress, Peer, Port, SecurityGroup


def a(scope, vpc):
    CfnSecurityGroupIngress(scope, "a", ip_protocol="tcp", from_port=22, to_port=22, cidr_ip="0.0.0.0/0")  # want
    ec2.CfnSecurityGroupIngress(scope, "b", ip_protocol="-1", cidr_ipv6="::/0")  # want
    group = SecurityGroup(scope, "c", vpc=vpc)
    group.add_ingress_rule(Peer.any_ipv4(), Port.tcp(22))  # want
    group.add_ingress_rule(peer=ec2.Peer.any_ipv6(), connection=ec2.Port.tcp(3306))  # want
    group.connections.allow_from(ec2.Peer.any_ipv4(), ec2.Port.tcp(5432))  # want
    aws_cdk.aws_ec2.CfnSecurityGroup(  # want
        scope, "d", group_description="d", security_group_ingress=[{"cidrIp": "0.0.0.0/0", "ipProtocol": "tcp", "fromPort": 22, "toPort": 22}]
    )


def b(scope, group, other):
    CfnSecurityGroupIngress(scope, "e", ip_protocol="tcp", from_port=22, to_port=22, cidr_ip="10.0.0.0/16")  # ok
    group.add_ingress_rule(Peer.ipv4("10.0.0.0/16"), Port.tcp(22))  # ok
    group.add_ingress_rule(other, Port.tcp(22))  # ok
    ec2.CfnSecurityGroupEgress(scope, "f", ip_protocol="-1", cidr_ip="0.0.0.0/0")  # ok
