import hashlib
import random
import secrets
import string
import uuid
from random import randint

import numpy.random


def vulnerable(user):
    otp = randint(100, 999)  # want
    user.reset_token = "%06d" % random.randrange(10**6)  # want
    data = {"token": random.random()}  # want
    key = hashlib.sha256(str(random.getrandbits(2048)).encode()).hexdigest()  # want
    user.create(api_key=random.getrandbits(128))  # want
    salt = numpy.random.bytes(16)  # want
    return otp, data, key, salt


def make_token():
    return "".join(random.choice(string.ascii_letters) for _ in range(20))  # want


def use():
    token = make_token()
    return token


def letters():
    return "".join(random.choices(string.ascii_uppercase, k=10))


def sell():
    ticket_code = letters()  # want
    return ticket_code


def safe(user, rows):
    token = secrets.token_hex(16)
    user.password = "".join(random.SystemRandom().choice("abc") for _ in range(9))
    key = random.choice(rows)
    delay = random.uniform(0, 1)
    identity = uuid.uuid4()
    name = "file%d" % random.randint(1, 100)
    return token, key, delay, identity, name
