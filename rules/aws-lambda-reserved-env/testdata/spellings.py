import os
from os import environ

import boto3

os.environ["AWS_LAMBDA_FUNCTION_NAME"] = "f"  # want
os.environ["_HANDLER"] = "h"  # want
environ["LAMBDA_TASK_ROOT"] = "/var/task"  # want
os.environ.setdefault("AWS_LAMBDA_RUNTIME_API", "x")  # want
os.putenv("LAMBDA_RUNTIME_DIR", "/x")  # want
os.environ.update({"_X_AMZN_TRACE_ID": "1"})  # want


def lambda_handler(event, context):
    os.environ["AWS_REGION"] = "eu-west-1"  # want
    os.environ["AWS_ACCESS_KEY_ID"] = "x"  # want
    os.environ["MY_SETTING"] = "1"  # ok
    region = os.environ["AWS_REGION"]  # ok
    name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")  # ok
    os.environ.update(LEVEL="debug")  # ok
    return region, name


def configure(client):
    boto3.client("lambda").update_function_configuration(FunctionName="f", Environment={"Variables": {"AWS_LAMBDA_LOG_GROUP_NAME": "x"}})  # want
    boto3.client("lambda").update_function_configuration(FunctionName="f", Environment={"Variables": {"STAGE": "x"}})  # ok
