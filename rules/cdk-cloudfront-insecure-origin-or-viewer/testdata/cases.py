from aws_cdk import aws_cloudfront as cf
from aws_cdk.aws_cloudfront import OriginProtocolPolicy, OriginSslPolicy, ViewerProtocolPolicy
from aws_cdk.aws_cloudfront_origins import HttpOrigin, S3Origin


def f(bucket, policy, origin):
    a = HttpOrigin("x.example", protocol_policy=OriginProtocolPolicy.HTTP_ONLY)  # want
    b = cf.CustomOriginConfig(domain_name="x", origin_protocol_policy=OriginProtocolPolicy.MATCH_VIEWER)  # want
    c = HttpOrigin("x.example", origin_ssl_protocols=[OriginSslPolicy.TLS_V1_2, OriginSslPolicy.TLS_V1])  # want
    d = cf.Behavior(viewer_protocol_policy=ViewerProtocolPolicy.ALLOW_ALL)  # want
    e = HttpOrigin("x.example")
    g = HttpOrigin("x.example", protocol_policy=OriginProtocolPolicy.HTTPS_ONLY)
    h = S3Origin(bucket)
    i = cf.BehaviorOptions(origin=origin, viewer_protocol_policy=policy)
    j = HttpOrigin("x.example", origin_ssl_protocols=[OriginSslPolicy.TLS_V1_2])
    return a, b, c, d, e, g, h, i, j
