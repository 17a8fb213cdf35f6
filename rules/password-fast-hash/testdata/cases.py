import base64
import hashlib
import hmac
import os

from flask import Flask, request

app = Flask(__name__)
USERS = {}


def register(name, password):
    USERS[name] = hashlib.sha256(password.encode()).hexdigest()  # want


def salted(password):
    salt = os.urandom(16)
    return salt + hashlib.sha512(salt + password.encode("utf-8")).digest()  # want


@app.route("/login", methods=["POST"])
def login():
    digest = hashlib.sha256(request.form["password"].encode()).hexdigest()  # want
    return "in" if USERS[request.form["name"]] == digest else "out"


class User:
    def set_password(self, raw_password):
        h = hashlib.new("sha256")
        h.update(raw_password.encode())  # want
        self.password_hash = h.hexdigest()

    def check(self, passwd):
        return self.password_hash == hashlib.sha3_256(bytes(passwd, "utf-8")).hexdigest()  # want


def with_pepper(user_password, pepper):
    return base64.b64encode(hashlib.blake2b(f"{pepper}:{user_password}".encode()).digest())  # want


def update(pwd):
    m = hashlib.sha256()
    m.update(b"salt")
    m.update(pwd.encode())  # want
    return m.hexdigest()


def good_slow(password, salt):
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 600_000)  # ok


def good_scrypt(password, salt):
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)  # ok


def good_token(reset_password_token):
    return hashlib.sha256(reset_password_token.encode()).hexdigest()  # ok: random, and long


def good_mac(key, password):
    return hmac.new(key, password.encode(), "sha256").hexdigest()  # ok


def good_file(password_file):
    with open(password_file, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()  # ok


def good_hash(password_hash):
    return hashlib.sha256(password_hash.encode()).hexdigest()  # ok


def good_before(password):
    import bcrypt

    return bcrypt.hashpw(base64.b64encode(hashlib.sha256(password.encode()).digest()), bcrypt.gensalt())  # ok: made short for bcrypt
