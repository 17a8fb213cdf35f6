import hashlib
from hashlib import pbkdf2_hmac, scrypt

import bcrypt
from argon2 import PasswordHasher
from Crypto.Hash import SHA1, SHA512
from Crypto.Protocol.KDF import PBKDF2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt


def a(password, salt):
    return hashlib.pbkdf2_hmac("sha256", password, salt, 1000)  # want


def b(password, salt):
    return pbkdf2_hmac(hash_name="sha1", password=password, salt=salt, iterations=200000)  # want


def c(password, salt):
    kdf = PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt, iterations=10000)  # want
    return kdf.derive(password)


def d(password, salt):
    kdf = PBKDF2HMAC(hashes.SHA1(), 32, salt, 600000)  # want
    return kdf.derive(password)


def e(password, salt):
    return PBKDF2(password, salt, dkLen=32, count=1000)  # want


def f(password, salt):
    return scrypt(password, salt=salt, n=1024, r=8, p=1)  # want


def g(password):
    return bcrypt.hashpw(password, bcrypt.gensalt(rounds=4))  # want


def h(salt):
    return Scrypt(salt=salt, length=32, n=2**10, r=8, p=1)  # want


ITERATIONS = 5000


def i(password, salt):
    return hashlib.pbkdf2_hmac("sha512", password, salt, ITERATIONS)  # want


def j():
    return bcrypt.gensalt(8)  # want


def k(password, salt, count):
    hashlib.pbkdf2_hmac("sha256", password, salt, 600000)  # ok
    hashlib.pbkdf2_hmac("sha512", password, salt, iterations=210_000)  # ok
    hashlib.pbkdf2_hmac("sha256", password, salt, count)  # ok
    PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt, iterations=600000)  # ok
    PBKDF2(password, salt, count=1000000, hmac_hash_module=SHA512)  # ok
    scrypt(password, salt=salt, n=2**15, r=8, p=1)  # ok
    bcrypt.gensalt()  # ok
    bcrypt.gensalt(12)  # ok
    PasswordHasher()  # ok
