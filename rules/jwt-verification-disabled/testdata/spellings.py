import jwt
import jose.jwt
from authlib.jose import jwt as authlib_jwt
from itsdangerous import URLSafeSerializer
from jose import jws
from jose import jwt as jose_jwt
from jwt import decode, encode


def a(token):
    return jwt.decode(token, verify=False)  # want


def b(token, key):
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_signature": False})  # want


def c(token):
    options = {"verify_signature": False, "verify_aud": False}
    return decode(token, options=options)  # want


def d(token, key):
    return jose_jwt.decode(token, key, options={"verify_signature": False})  # want


def e(token):
    return jose.jwt.get_unverified_claims(token)["role"]  # want


def f(payload):
    return encode(payload, None, algorithm="none")  # want


def g(token):
    return jwt.decode(token, "", algorithms=["HS256"])  # want


def h(token, key):
    return jwt.decode(token, key, algorithms=["HS256", "none"])  # want


def i(token, key):
    return jws.verify(token, key, algorithms=["HS256"], verify=False)  # want


class Auth:
    def claims(self, token):
        return jwt.decode(jwt=token, options=dict(verify_signature=False))  # want


def j(token, key):
    jwt.decode(token, key, algorithms=["HS256"])  # ok
    jwt.decode(token, key, algorithms=["RS256"], options={"verify_exp": False})  # ok
    jwt.decode(token, key, True, algorithms=["HS256"])  # ok
    jwt.decode(token, key, algorithms=["HS256"], options={"verify_signature": True})  # ok
    jose_jwt.decode(token, key, algorithms=["HS256"], audience="a")  # ok
    authlib_jwt.decode(token, key)  # ok
    encode({}, key, algorithm="HS256")  # ok


def k(token, keys):
    header = jwt.get_unverified_header(token)  # ok
    return jwt.decode(token, keys[header["kid"]], algorithms=["RS256"])  # ok
