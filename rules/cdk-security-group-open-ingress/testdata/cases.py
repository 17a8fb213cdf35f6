import aws_cdk.aws_ec2 as ec2
from aws_cdk import Stack
from aws_cdk.aws_ec2 import CfnSecurityGroup, CfnSecurityGroupIngress, Peer, Port

ANY = "0.0.0.0/0"


class Net(Stack):
    def __init__(self, scope, id, group, service, cidr):
        super().__init__(scope, id)
        CfnSecurityGroupIngress(self, "A", ip_protocol="tcp", cidr_ip=ANY, from_port=22)  # want
        CfnSecurityGroup.IngressProperty(ip_protocol="-1", cidr_ipv6="::/0")  # want
        group.add_ingress_rule(peer=Peer.any_ipv6(), connection=Port.all_tcp())  # want
        service.connections.allow_from(Peer.any_ipv4(), Port.tcp(5432))  # want
        service.connections.allow_from_any_ipv4(ec2.Port.tcp(3306))  # want
        CfnSecurityGroupIngress(self, "B", ip_protocol="tcp", cidr_ip="10.0.0.0/8")
        CfnSecurityGroupIngress(self, "C", ip_protocol="tcp", cidr_ip=ANY, from_port=443, to_port=443)
        group.add_ingress_rule(Peer.ipv4(cidr), Port.tcp(22))
        group.add_egress_rule(Peer.any_ipv4(), Port.all_traffic())
        service.connections.allow_from_any_ipv4(ec2.Port.tcp(443))
