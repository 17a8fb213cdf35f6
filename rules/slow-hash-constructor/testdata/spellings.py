import hashlib
import hashlib as hl
from hashlib import new


def a(data):
    return hashlib.new("sha256", data)  # want


def b():
    return new("md5")  # want


def c(data):
    return hl.new("SHA512", data)  # want


def d(data):
    return hashlib.new(name="sha1", data=data)  # want


class Hasher:
    def run(self, data):
        return hashlib.new("blake2b", data).hexdigest()  # want


def e(data, name):
    hashlib.sha256(data)  # ok
    hashlib.new(name, data)  # ok
    hashlib.new("ripemd160", data)  # ok
    hashlib.new("sha512_256", data)  # ok
