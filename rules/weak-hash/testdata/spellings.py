import hashlib
import hashlib as h
import hmac
import zlib
from hashlib import md5, new, sha1

import Crypto.Hash.MD5
from Cryptodome.Hash import MD4, SHA, SHA256 as GoodHash
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hashes import MD5, Hash
from passlib.hash import md5_crypt, pbkdf2_sha256


def a(data):
    return hashlib.md5(data).hexdigest()  # want


def b(data):
    return sha1(data.encode()).hexdigest()  # want


def c(data):
    digest = hashlib.new("md5")  # want
    digest.update(data)
    return digest.digest()


def d(data):
    return new("SHA1", data)  # want


def e(key, data):
    return hmac.new(key, data, "md5")  # want


def f(key, data):
    return hmac.new(key, data, digestmod=hashlib.sha1).hexdigest()  # want


def g(data):
    return Crypto.Hash.MD5.new(data)  # want


def i(data):
    return SHA.new(data), MD4.new()  # want # want


def j():
    return Hash(MD5())  # want


def k(password):
    return md5_crypt.hash(password)  # want


def l(data):
    return h.md5(string=data)  # want


def m(data):
    name = "sha" + "1"
    return hashlib.new(name, data)  # want


class Checker:
    algorithm = hashlib.md5

    def check(self, data):
        return self.algorithm(data).digest()  # want


def n(data):
    factory = hashlib.sha1
    return factory(data)  # want


def o(data, key):
    hashlib.sha256(data)  # ok
    hashlib.sha3_256(data)  # ok
    hashlib.blake2b(data)  # ok
    md5(data, usedforsecurity=False)  # ok
    hmac.new(key, data, hashlib.sha256)  # ok
    hmac.new(key, data, "sha512")  # ok
    GoodHash.new(data)  # ok
    hashes.Hash(hashes.SHA256())  # ok
    pbkdf2_sha256.hash(data)  # ok
    hashlib.new("sha256", data)  # ok
