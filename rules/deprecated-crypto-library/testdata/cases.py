import M2Crypto.X509  # want
from Crypto.Cipher import AES  # want "pycryptodomex"
import os, md5  # want
from pyDes import des  # want
import hashlib
import cryptography
from . import crypt
from Cryptodome.Hash import SHA256
from mine.crypt import thing
