import crypt
import hashlib
import os
import secrets
from hashlib import pbkdf2_hmac, scrypt

import bcrypt
from Crypto.Protocol.KDF import PBKDF2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SALT = b"0123456789abcdef"


def a(password):
    return pbkdf2_hmac("sha256", password, b"salt", 600000)  # want


def b(password):
    return hashlib.pbkdf2_hmac("sha256", password, SALT, 600000)  # want


def c(password):
    return PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=b"fixed", iterations=600000)  # want


def d(password):
    return scrypt(password, salt=b"fixed salt", n=2**15, r=8, p=1)  # want


def e(password):
    return bcrypt.hashpw(password, b"$2b$12$abcdefghijklmnopqrstuv")  # want


def f(password):
    return PBKDF2(password, "salt", 32)  # want


def g(password):
    salt = "static".encode()
    return hashlib.pbkdf2_hmac("sha256", password, salt, 600000)  # want


def h():
    return Scrypt(salt=b"", length=32, n=2**15, r=8, p=1)  # want


def i(password):
    return crypt.crypt(password, "ab")  # want


def j(password, user):
    salt = os.urandom(16)
    pbkdf2_hmac("sha256", password, salt, 600000)  # ok
    pbkdf2_hmac("sha256", password, secrets.token_bytes(16), 600000)  # ok
    pbkdf2_hmac("sha256", password, user.salt, 600000)  # ok
    bcrypt.hashpw(password, bcrypt.gensalt())  # ok
    scrypt(password, salt=salt, n=2**15, r=8, p=1)  # ok


def k(password, stored):
    return bcrypt.hashpw(password, stored)  # ok
