import base64
import hashlib
import hmac
import os

import jwt
from Crypto.Cipher import AES
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from itsdangerous import URLSafeTimedSerializer
from jose import jwt as jose_jwt

KEY = b"0123456789abcdef"


def a(data, nonce):
    return AES.new(KEY, AES.MODE_GCM, nonce=nonce).encrypt(data)  # want


def b(data):
    return Fernet(b"cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=").encrypt(data)  # want


def c(data, iv):
    return Cipher(algorithms.AES(b"sixteen byte key"), modes.CBC(iv))  # want


def d(payload):
    return jwt.encode(payload, "top-secret", algorithm="HS256")  # want


def e(token):
    return jwt.decode(token, "top-secret", algorithms=["HS256"])  # want


def f(data):
    return hmac.new(b"my signing key", data, hashlib.sha256)  # want


def g():
    return URLSafeTimedSerializer("my signing key")  # want


def h(data, nonce):
    return AESGCM(b"0123456789abcdef0123456789abcdef").encrypt(nonce, data, None)  # want


def i(token):
    return jose_jwt.decode(token, "top-secret", algorithms=["HS256"])  # want


def j(data, nonce):
    key = hashlib.sha256(b"my passphrase").digest()
    return AES.new(key, AES.MODE_GCM, nonce=nonce).encrypt(data)  # want


class Box:
    key = "0123456789abcdef"

    def seal(self, data, iv):
        return AES.new(self.key.encode(), AES.MODE_CBC, iv).encrypt(data)  # want


def k(data, nonce, payload, key):
    AES.new(os.environ["KEY"].encode(), AES.MODE_GCM, nonce=nonce)  # ok
    Fernet(Fernet.generate_key())  # ok
    Fernet(os.environ["KEY"])  # ok
    jwt.encode(payload, key, algorithm="HS256")  # ok
    jwt.encode(payload, os.environ["SECRET"], algorithm="HS256")  # ok
    AESGCM(AESGCM.generate_key(256))  # ok
    hmac.new(key, data, hashlib.sha256)  # ok
