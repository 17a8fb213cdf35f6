import hashlib
import hmac
from hashlib import md5 as digest
from hashlib import sha256

from Crypto.Hash import MD5
from cryptography.hazmat.primitives import hashes

ALGORITHM = "sha1"


def vulnerable(data, file):
    digest(data)  # want
    hashlib.sha1(data)  # want
    hashlib.new("md5", data)  # want
    hashlib.new(ALGORITHM, data)  # want
    hashlib.new(name="MD4")  # want
    hashlib.file_digest(file, "sha1")  # want
    hmac.new(b"key", data, hashlib.md5)  # want
    hmac.new(b"key", data, digestmod="sha1")  # want
    hashlib.pbkdf2_hmac("sha1", data, b"salt", 1000)  # want
    MD5.new(data)  # want
    hashes.Hash(hashes.SHA1())  # want


def safe(data, name):
    sha256(data)
    hashlib.md5(data, usedforsecurity=False)
    hashlib.new("sha256", data)
    hashlib.new(name, data)
    hashlib.blake2b(data)
    hmac.new(b"key", data, "sha256")
    hashes.Hash(hashes.SHA256())
