import os
import secrets

from Crypto.Cipher import AES, ChaCha20
from Crypto.Random import get_random_bytes
from Crypto.Util import Counter
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

IV = b"0123456789abcdef"


def a(key, data):
    return AES.new(key, AES.MODE_CBC, b"0123456789abcdef").encrypt(data)  # want


def b(key, data):
    cipher = AES.new(key, AES.MODE_CBC, iv=IV)  # want
    return cipher.encrypt(data)


def c(key, data):
    encryptor = Cipher(algorithms.AES(key), modes.CBC(b"\x00" * 16)).encryptor()  # want
    return encryptor.update(data) + encryptor.finalize()


def d(key, data):
    return AESGCM(key).encrypt(b"123456789012", data, None)  # want


def e(key, data):
    return AES.new(key, AES.MODE_GCM, nonce=bytes(12)).encrypt(data)  # want


def f(key, data):
    nonce = b"\x00" * 12
    return ChaCha20.new(key=key, nonce=nonce).encrypt(data)  # want


def g(key, data):
    iv = "0000000000000000".encode()
    return AES.new(key, AES.MODE_CBC, iv).encrypt(data)  # want


def h(key, data):
    return AES.new(key, AES.MODE_CBC, key[:16]).encrypt(data)  # want


def i(key, data):
    iv = os.urandom(16)
    AES.new(key, AES.MODE_CBC, iv).encrypt(data)  # ok
    AES.new(key, AES.MODE_CBC, iv=get_random_bytes(16)).encrypt(data)  # ok
    AESGCM(key).encrypt(secrets.token_bytes(12), data, None)  # ok
    Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()  # ok


def j(key, blob):
    iv, body = blob[:16], blob[16:]
    return AES.new(key, AES.MODE_CBC, iv).decrypt(body)  # ok
