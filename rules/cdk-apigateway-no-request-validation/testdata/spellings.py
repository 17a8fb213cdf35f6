from aws_cdk import aws_apigateway as apigateway
from aws_cdk.aws_apigateway import RestApi


def a(scope):
    api = apigateway.RestApi(scope, "a")  # want
    api.root.add_method("GET")


def b(scope):
    api = RestApi(scope, "b")  # want
    pets = api.root.add_resource("pets")
    pets.add_method("POST")


def c(scope):
    apigateway.RestApi(scope, "c").root.add_method("ANY")  # want


class Service:
    def __init__(self, scope):
        self.api = RestApi(scope, "d")  # want
        self.api.root.add_method("GET")


def d(scope):
    api = RestApi(scope, "e")  # ok
    api.add_request_validator("v", validate_request_body=True, validate_request_parameters=True)
    api.root.add_method("GET")


def e(scope):
    api = RestApi(scope, "f")  # ok
    validator = apigateway.RequestValidator(scope, "v", rest_api=api, validate_request_body=True, validate_request_parameters=True)
    api.root.add_method("GET", request_validator=validator)


def f(scope):
    api = RestApi(scope, "g")  # ok
    api.root.add_method("GET", request_validator_options={"validate_request_body": True, "validate_request_parameters": True})


def g(scope):
    return RestApi(scope, "h")  # ok
