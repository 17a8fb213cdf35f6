import Crypto  # want
import Crypto.Cipher.AES  # want
from Crypto.Cipher import DES  # want
from Crypto import Random  # want
import pyDes  # want
import M2Crypto  # want
import crypt  # want


def inside():
    from Crypto.PublicKey import RSA  # want

    return RSA


import Cryptodome.Cipher  # ok
from Cryptodome.Cipher import AES  # ok
from cryptography.fernet import Fernet  # ok
import hashlib  # ok
import cryptography  # ok
