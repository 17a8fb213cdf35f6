from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_apigatewayv2 as apigwv2
import aws_cdk.aws_apigateway as apigw
from aws_cdk.aws_apigateway import RestApi, StageOptions
from aws_cdk import Stack


class ApiStack(Stack):
    def __init__(self, scope, id, log_group):
        super().__init__(scope, id)
        apigwv2.CfnStage(self, "a", api_id="x", stage_name="prod")  # want
        apigateway.RestApi(self, "b")  # want
        RestApi(self, "c", deploy_options=StageOptions(stage_name="prod"))  # want
        apigw.Stage(self, "d", deployment=None)  # want
        apigwv2.CfnStage(  # ok
            self, "e", api_id="x", stage_name="prod", access_log_settings=apigwv2.CfnStage.AccessLogSettingsProperty(destination_arn="arn", format="f")
        )
        RestApi(self, "f", deploy_options=StageOptions(access_log_destination=apigateway.LogGroupLogDestination(log_group)))  # ok
        apigw.Stage(self, "g", deployment=None, access_log_destination=apigateway.LogGroupLogDestination(log_group))  # ok
        apigwv2.CfnStage(self, "h", api_id="x", stage_name="prod", access_log_settings={"destinationArn": "arn"})  # ok
