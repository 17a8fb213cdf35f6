import hashlib
import os
import time
import uuid
from datetime import datetime

import jwt
from flask import session

TOKENS = {}


def reset(user):
    token = uuid.uuid1()  # want
    TOKENS[user] = token
    return token


def reset_code(user):
    user.reset_code = str(uuid.uuid3(uuid.NAMESPACE_DNS, user.name))  # want


def make_session_id(user):
    return uuid.uuid5(uuid.NAMESPACE_URL, user.mail).hex  # want


def api(user):
    api_key = hashlib.sha256(str(time.time()).encode()).hexdigest()  # want
    return api_key


def login(user):
    session_token = hashlib.md5(("%s-%s" % (os.getpid(), time.time())).encode()).hexdigest()  # want
    return session_token


def invite():
    return {"secret": str(uuid.uuid1())}  # want


def stamp():
    csrf_token = str(int(datetime.now().timestamp()))  # want:missing
    return csrf_token


def good_random():
    token = uuid.uuid4().hex  # ok
    return token


def good_secret():
    return {"secret": os.urandom(16).hex()}  # ok


def good_id(name):
    request_id = uuid.uuid1()  # ok
    node = uuid.uuid5(uuid.NAMESPACE_DNS, name)  # ok
    return request_id, node


def good_expiry():
    token_expires = time.time() + 3600  # ok
    return token_expires


def good_signed(user, key):
    token = jwt.encode({"sub": user.id, "exp": time.time() + 60}, key, algorithm="HS256")  # ok
    return token


def good_when():
    session["login_time"] = time.time()  # ok
