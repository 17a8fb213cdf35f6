from aws_cdk import Stack
from aws_cdk.aws_apigateway import RequestValidator, RestApi
import aws_cdk.aws_apigateway as gw


class A(Stack):
    def __init__(self, scope, id, h):
        super().__init__(scope, id)
        api = RestApi(self, "A")  # want
        api.root.add_resource("x").add_method("GET", h)


class B(Stack):
    def __init__(self, scope, id, h):
        super().__init__(scope, id)
        api = gw.RestApi(self, "B")
        RequestValidator(self, "V", rest_api=api, validate_request_body=True)
        api.root.add_method("GET", h)


def c(scope, h):
    gw.RestApi(scope, "C").root.add_method("GET", h)  # want


def d(scope, h):
    api = RestApi(scope, "D")
    api.root.add_method("GET", h, request_validator_options={"validateRequestBody": True})


def e(scope):
    return RestApi(scope, "E")


def f(scope, h, api):
    api.root.add_method("GET", h)


def g(scope, h):
    api = gw.LambdaRestApi(scope, "G", handler=h, proxy=False)  # want
    api.root.addMethod("GET", h)
