import csv
import json
import os
from pathlib import Path

import bcrypt
import yaml
from cryptography.fernet import Fernet
from flask import Flask, make_response, request

app = Flask(__name__)


def one(password):
    with open("account.txt", "w") as f:
        f.write(password)  # want


def two(user, password):
    with open("accounts.txt", "a") as f:
        f.write(f"{user}:{password}\n")  # want


def three(api_key):
    Path("config.txt").write_text("key=" + api_key)  # want


def four(user, secret_key):
    with open("config.json", "w") as f:
        json.dump({"user": user, "secret_key": secret_key}, f)  # want


@app.route("/login", methods=["POST"])
def five():
    answer = make_response("in")
    answer.set_cookie("pw", request.form["password"])  # want
    answer.set_cookie("session", value=request.form["access_token"])  # ok: what cookies are for
    return answer


def six(rows):
    with open("users.csv", "w") as f:
        out = csv.writer(f)
        for row in rows:
            out.writerow([row.name, row.password])  # want


def seven(access_token):
    with open(os.path.expanduser("~/.tool"), "w") as f:
        print(access_token, file=f)  # want


def eight(client_secret):
    with open("a.yml", "w") as f:
        yaml.safe_dump({"client_secret": client_secret}, f)  # want


def good_hashed(password):
    with open("account.txt", "wb") as f:
        f.write(bcrypt.hashpw(password.encode(), bcrypt.gensalt()))  # ok


def good_encrypted(password, key):
    with open("account.txt", "wb") as f:
        f.write(Fernet(key).encrypt(password.encode()))  # ok


def good_hash(password_hash):
    with open("account.txt", "w") as f:
        f.write(password_hash)  # ok


def good_owner(access_token):
    fd = os.open("token", os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(fd, "w") as f:
        f.write(access_token)  # ok


def good_pipe(process, password):
    process.stdin.write(password)  # ok


def good_length(password):
    with open("report.txt", "w") as f:
        f.write(str(len(password)))  # ok
