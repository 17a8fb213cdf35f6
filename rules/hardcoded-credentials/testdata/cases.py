import os

import boto3
import pymysql
from flask import Flask

app = Flask(__name__)
app.secret_key = "your-secret-key-here"
app.config["SECRET_KEY"] = "aaaaaaa"
API_KEY = "9f8a7c6b5d4e"  # want
db_password = "hunter22"  # want
LETTERS = "s3cr3t-value"

boto3.client("s3", aws_access_key_id="AKIAXXXXXXXXXXXXXXXX", aws_secret_access_key=LETTERS)  # want
pymysql.connect(host="a", password=LETTERS)  # want
users = {"admin": {"password": "admin123"}}  # want


class User:
    pass


def create():
    user = User()
    user.password = "admin123"  # want
    return user


def login(name, password):
    return name == "jack" and password == "jacktheripper"  # want


def default(host, password="letmein99"):  # want
    return host


def safe(request, config):
    password = os.environ["PASSWORD"]
    secret = ""
    api_key = None
    password_field = "password"
    PASSWORD_URL = "/reset/password"
    token_name = "session"
    labels = {"password": "Password"}
    secret_key = "<your key>"
    private_key = "${PRIVATE_KEY}"
    if password == "":
        return None
    app.secret_key = os.environ.get("SECRET_KEY")
    password = config["password"]
    password = request.form["password"]
    error = {"password": "Enter your password"}
    return secret, api_key, password_field, PASSWORD_URL, token_name, labels, secret_key, private_key, error


def states(ctx, user, requests, token):
    ctx["email_password_status"] = "success"  # ok
    ctx["password"] = "LDAP"  # ok
    if user.password == "LDAP":  # ok
        return requests.get("https://host", auth=(token, "x-oauth-basic"))  # ok
    ctx["password"] = "hunter22"  # want
    ctx["password"] = "Updated."  # ok


def make_user(name, password, admin=False):
    return name, password, admin


class Account:
    @staticmethod
    def register(name, password):
        return name, password

    def change(self, password):
        self.stored = password


def accounts(given, account: Account):
    make_user("admin", "tr0ub4dor&3")  # want
    Account.register("admin", "tr0ub4dor&3")  # want
    account.change("tr0ub4dor&3")  # want
    make_user("admin", given)  # ok
    make_user("tr0ub4dor&3", given)  # ok


def verify_password(password, stored):
    return password == stored


def kept_in(secret, production):
    return secret, production


def as_long_as_others():
    verify_password("abc123cba321", "x")  # ok
    kept_in(".session_secret", True)  # ok
