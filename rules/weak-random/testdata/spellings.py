import random
import random as rnd
import secrets
import string
import uuid
from random import choice, choices, randint, randrange, sample

import numpy as np
from flask import Flask, make_response, session

app = Flask(__name__)


def a():
    token = random.randint(0, 10**6)  # want
    return token


def make_password():
    return "".join(random.choice(string.ascii_letters) for _ in range(12))  # want


def b():
    otp = str(randint(100000, 999999))  # want
    return otp


class User:
    def reset(self):
        self.reset_token = "%032x" % random.getrandbits(128)  # want


@app.route("/login")
def c():
    session["id"] = rnd.random()  # want
    return "ok"


def generate_session_id():
    return "".join(choices(string.digits, k=16))  # want


def d():
    api_key = "".join(sample(string.ascii_letters, 20))  # want
    return api_key


def e():
    salt = np.random.bytes(16)  # want
    return salt


def f():
    nonce = random.Random().getrandbits(64)  # want
    return nonce


def g():
    response = make_response("g")
    response.set_cookie("session", str(random.random()))  # want:missing
    return response


def h():
    token = secrets.token_hex(16)  # ok
    password = "".join(secrets.choice(string.ascii_letters) for _ in range(12))  # ok
    key = random.SystemRandom().getrandbits(128)  # ok
    session_id = uuid.uuid4().hex  # ok
    return token, password, key, session_id


def i(items):
    random.shuffle(items)  # ok
    delay = random.uniform(0.5, 1.5)  # ok
    dice = randrange(1, 7)  # ok
    picture = choice(items)  # ok
    return delay, dice, picture
