import getpass
import json
import logging
import os
import sys

import boto3

log = logging.getLogger(__name__)


class A:
    def run(self, user, api_key, tokens):
        log.debug("key %s", api_key)  # want
        print(f"secret: {self.client_secret}")  # want
        self.logger.error("failed: " + user.password)  # want
        log.info("env %s", os.environ["DB_PASSWORD"])  # want
        sys.stdout.write(str(api_key))  # want
        print(getpass.getpass())  # want
        credentials = boto3.Session().get_credentials()
        log.info("%s", credentials.secret_key)  # want
        log.info("password of %s changed", user)
        log.info("%s", bool(api_key))
        log.info("key id %s", user.access_key_id)
        log.info("%d tokens", len(tokens))
        log.info("%s", mask(api_key))
        log.info("%s", "set" if api_key else "missing")
        log.info("valid: %s", user.password == "x")


def mask(x):
    return x[:2] + "***"


def login(username, password, password_hash):
    logging.warning("hash %s", password_hash)
    print("reset", username)


def form(request):
    log.info("form %s", request.form.get("card_number"))  # want
    given = request.POST["pwd"]
    log.warning("no such user: %s", given)  # want
    log.info("ends in %s", request.form["password"][-4:])
    log.info("begins with %s", api_key[:4])
    log.info("begins with %s", api_key[:12])  # want
    log.info("length %s", len(request.form.get("password")))


def cloud():
    text = boto3.client("secretsmanager").get_secret_value(SecretId="db")["SecretString"]
    log.info("got %s", text)  # want
    answer = boto3.client("sts").assume_role(RoleArn="r", RoleSessionName="s")
    log.info(json.dumps(answer["Credentials"], default=str))  # want
