import os
from os import environ

KEY = "AWS_REGION"


def lambda_handler(event, context):
    environ[KEY] = "eu"  # want
    os.environ.update({"AWS_SESSION_TOKEN": "x"})  # want
    os.environ.setdefault("_HANDLER", "x")  # want
    os.putenv("TZ", "UTC")  # want
    os.environ.update(LAMBDA_TASK_ROOT="/x")  # want
    os.environ["MY_REGION"] = "x"
    x = os.environ["AWS_REGION"]
    os.environ.setdefault("LOG", "1")
    return os.environ.get("AWS_LAMBDA_FUNCTION_NAME"), x


def deploy(client):
    client.create_function(FunctionName="x", Environment={"Variables": {"AWS_REGION": "x"}})  # want
    client.create_function(FunctionName="x", Environment={"Variables": {"STAGE": "x"}})
