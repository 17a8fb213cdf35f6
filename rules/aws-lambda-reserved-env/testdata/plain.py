import os

os.environ["AWS_REGION"] = "eu-west-1"
os.environ["AWS_LAMBDA_X"] = "1"  # want
