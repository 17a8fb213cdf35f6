import aws_cdk.aws_apigatewayv2
from aws_cdk import Stack, aws_apigateway
from aws_cdk.aws_apigateway import RestApi, Stage, StageOptions
from aws_cdk.aws_apigatewayv2 import CfnStage


class Api(Stack):
    def __init__(self, scope, id, logs, **kw):
        super().__init__(scope, id, **kw)
        CfnStage(self, "S", api_id="x", stage_name="y")  # want
        aws_cdk.aws_apigatewayv2.CfnStage(self, "T", api_id="x", stage_name="y")  # want
        RestApi(self, "R")  # want
        Stage(self, "U", deployment=logs)  # want
        aws_apigateway.LambdaRestApi(self, "L", handler=logs, deploy_options=StageOptions(tracing_enabled=True))  # want
        CfnStage(self, "S2", api_id="x", stage_name="y", access_log_settings=CfnStage.AccessLogSettingsProperty(format="x"))
        RestApi(self, "R2", deploy_options=StageOptions(access_log_destination=logs))
        Stage(self, "U2", deployment=logs, access_log_destination=logs)
        CfnStage(self, "S3", **kw)
        RestApi(self, "R3", deploy=False)
