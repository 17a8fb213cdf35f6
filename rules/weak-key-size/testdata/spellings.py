import hmac
import os
import secrets

import paramiko
import rsa
from Crypto.PublicKey import DSA, RSA
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import hmac as chmac
from cryptography.hazmat.primitives.asymmetric import dh, dsa, ec
from cryptography.hazmat.primitives.asymmetric import rsa as crsa
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key


def a():
    return crsa.generate_private_key(public_exponent=65537, key_size=1024)  # want


def b():
    return generate_private_key(65537, 512)  # want


def c():
    return RSA.generate(1024)  # want


def d():
    return RSA.generate(bits=1024)  # want


def e():
    return dsa.generate_private_key(key_size=1024)  # want


def f():
    return ec.generate_private_key(ec.SECP192R1())  # want


def g():
    return rsa.newkeys(512)  # want


def h():
    return paramiko.RSAKey.generate(1024)  # want


def i():
    return crsa.generate_private_key(public_exponent=3, key_size=2048)  # want


def j():
    size = 1024
    return DSA.generate(size)  # want


def k():
    return dh.generate_parameters(generator=2, key_size=1024)  # want


def l(data):
    return hmac.new(os.urandom(8), data, "sha256")  # want


def m(data):
    return chmac.HMAC(secrets.token_bytes(8), hashes.SHA256())  # want


def n(size, data, key):
    crsa.generate_private_key(public_exponent=65537, key_size=2048)  # ok
    RSA.generate(4096)  # ok
    RSA.generate(size)  # ok
    ec.generate_private_key(ec.SECP256R1())  # ok
    rsa.newkeys(3072)  # ok
    hmac.new(os.urandom(32), data, "sha256")  # ok
    hmac.new(key, data, "sha256")  # ok
