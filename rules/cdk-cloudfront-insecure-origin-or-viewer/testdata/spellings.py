from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk.aws_cloudfront import BehaviorOptions, OriginProtocolPolicy, ViewerProtocolPolicy
from aws_cdk.aws_cloudfront_origins import HttpOrigin


def a(scope, bucket):
    origins.HttpOrigin("a.com", protocol_policy=cloudfront.OriginProtocolPolicy.HTTP_ONLY)  # want
    HttpOrigin("b.com", protocol_policy=OriginProtocolPolicy.MATCH_VIEWER)  # want
    HttpOrigin("c.com", origin_ssl_protocols=[cloudfront.OriginSslPolicy.SSL_V3])  # want
    BehaviorOptions(origin=HttpOrigin("d.com"), viewer_protocol_policy=ViewerProtocolPolicy.ALLOW_ALL)  # want
    cloudfront.BehaviorOptions(origin=None, viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.ALLOW_ALL)  # want
    HttpOrigin("e.com", protocol_policy=OriginProtocolPolicy.HTTPS_ONLY)  # ok
    origins.S3Origin(bucket)  # ok
    BehaviorOptions(origin=HttpOrigin("f.com"), viewer_protocol_policy=ViewerProtocolPolicy.REDIRECT_TO_HTTPS)  # ok
    HttpOrigin("g.com")  # ok
    HttpOrigin("h.com", origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2])  # ok
