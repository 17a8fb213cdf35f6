import hmac
import os
import secrets
import paramiko
import rsa as rsalib
from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa

BITS = 512


def keys(bits, data):
    a = rsa.generate_private_key(65537, 1024)  # want
    b = dsa.generate_private_key(key_size=1024)  # want
    c = RSA.generate(BITS * 2)  # want
    d = paramiko.RSAKey.generate(bits=1024)  # want
    e = rsalib.newkeys(512)  # want
    f = ec.generate_private_key(ec.SECP192R1())  # want
    g = rsa.generate_private_key(public_exponent=3, key_size=2048)  # want
    h = hmac.new(secrets.token_bytes(8), data, "sha256")  # want
    i = rsa.generate_private_key(65537, 4096)
    j = RSA.generate(bits)
    k = ec.generate_private_key(ec.SECP256R1())
    m = hmac.new(os.urandom(32), data, "sha256")
    n = paramiko.RSAKey.generate(2048)
    return a, b, c, d, e, f, g, h, i, j, k, m, n
