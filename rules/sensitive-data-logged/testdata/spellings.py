import logging
import os
from getpass import getpass

import boto3

log = logging.getLogger(__name__)


def a(password):
    logging.info("password: %s", password)  # want


def b():
    credentials = boto3.Session().get_credentials()
    print(credentials.secret_key)  # want


def c():
    log.debug(f"key is {os.environ['AWS_SECRET_ACCESS_KEY']}")  # want


def d():
    secret = getpass()
    logging.error("got " + secret)  # want


class Client:
    def __init__(self, api_key):
        self.api_key = api_key

    def show(self):
        log.warning("using %s", self.api_key)  # want


def e():
    response = boto3.client("sts").assume_role(RoleArn="r", RoleSessionName="s")
    log.info(response["Credentials"]["SecretAccessKey"])  # want


def f(user):
    print("token", user.token)  # want:missing


def g(password, name):
    logging.info("password changed")  # ok
    logging.info("password length: %d", len(password))  # ok
    logging.info("user %s", name)  # ok
    log.info("has password: %s", bool(password))  # ok
    boto3.client("s3", aws_secret_access_key=password)  # ok
    log.debug("token_count: %d", 3)  # ok


def from_the_console():
    typed = getpass()
    print(typed)  # want
    frozen = boto3.Session().get_credentials().get_frozen_credentials()
    print("token " + frozen.token)  # want
    print(parser.token)  # ok
