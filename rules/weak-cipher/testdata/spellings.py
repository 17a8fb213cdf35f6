import pyDes
from Crypto.Cipher import AES, ARC2, ARC4, DES, DES3, Blowfish, ChaCha20
from Cryptodome.Cipher import CAST
from Cryptodome.Cipher import DES as OldDES
from cryptography.hazmat.decrepit.ciphers import algorithms as old
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.algorithms import TripleDES
import Crypto.Cipher.DES3 as triple


def a(key, iv):
    return DES.new(key, DES.MODE_CBC, iv)  # want


def b(key, iv):
    return DES3.new(key, DES3.MODE_CBC, iv)  # want


def c(key):
    return ARC4.new(key)  # want


def d(key, iv):
    return Blowfish.new(key, Blowfish.MODE_CBC, iv)  # want


def e(key, iv):
    return Cipher(algorithms.TripleDES(key), modes.CBC(iv))  # want


def f(key):
    return Cipher(algorithms.ARC4(key), mode=None)  # want


def g(key, iv):
    return Cipher(old.Blowfish(key), modes.CBC(iv))  # want


def h(key, iv):
    return CAST.new(key, CAST.MODE_CBC, iv), OldDES.new(key, OldDES.MODE_CBC, iv)  # want # want


def i(key):
    return pyDes.des(key, pyDes.CBC, b"\0" * 8)  # want


def j(key, iv):
    return Cipher(TripleDES(key), modes.CBC(iv))  # want


def k(key, iv):
    from Crypto.Cipher import XOR

    return XOR.new(key), ARC2.new(key, ARC2.MODE_CBC, iv), triple.new(key, 2, iv)  # want # want # want


def l(key, iv, nonce):
    AES.new(key, AES.MODE_GCM, nonce=nonce)  # ok
    ChaCha20.new(key=key, nonce=nonce)  # ok
    Cipher(algorithms.AES(key), modes.GCM(iv))  # ok
    Cipher(algorithms.ChaCha20(key, nonce), mode=None)  # ok
    Cipher(algorithms.Camellia(key), modes.CBC(iv))  # ok
