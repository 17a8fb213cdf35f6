import Crypto.Cipher.AES
from Crypto.Cipher import AES, PKCS1_OAEP, PKCS1_v1_5
from Cryptodome.Cipher import AES as Aes
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.modes import ECB


def a(key):
    return AES.new(key, AES.MODE_ECB)  # want


def b(key):
    return Aes.new(key, mode=Aes.MODE_ECB)  # want


def c(key):
    return Cipher(algorithms.AES(key), modes.ECB())  # want


def d(key):
    return Cipher(algorithm=algorithms.AES(key), mode=ECB())  # want


def e(key):
    return PKCS1_v1_5.new(key)  # want


def f(public, data):
    return public.encrypt(data, padding.PKCS1v15())  # want


def g(key, data):
    mode = AES.MODE_ECB
    return AES.new(key, mode).encrypt(data)  # want


def h(key, nonce, iv, public, private, data):
    AES.new(key, AES.MODE_GCM, nonce=nonce)  # ok
    AES.new(key, AES.MODE_EAX)  # ok
    Cipher(algorithms.AES(key), modes.GCM(iv))  # ok
    PKCS1_OAEP.new(key)  # ok
    public.encrypt(data, padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None))  # ok
    private.sign(data, padding.PKCS1v15(), hashes.SHA256())  # ok
