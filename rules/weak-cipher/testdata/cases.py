from Cryptodome.Cipher import AES, ARC4, Blowfish
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def vulnerable(key, iv):
    ARC4.new(key)  # want
    Blowfish.new(key, Blowfish.MODE_CBC)  # want
    Cipher(algorithms.TripleDES(key), modes.CBC(iv))  # want


def safe(key, iv):
    AES.new(key, AES.MODE_GCM)
    Cipher(algorithms.AES(key), modes.GCM(iv))
    Cipher(algorithms.ChaCha20(key, iv), None)
