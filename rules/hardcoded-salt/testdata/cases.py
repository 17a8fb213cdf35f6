import bcrypt
import crypt
import hashlib
from Crypto.Protocol.KDF import PBKDF2
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SALT = b"fixed-salt"


class Store:
    def __init__(self, salt):
        self.salt = salt

    def make(self, pw, record):
        a = hashlib.pbkdf2_hmac("sha256", pw, SALT, 600000)  # want
        b = hashlib.scrypt(pw, salt=b"", n=2**14, r=8, p=1)  # want
        c = PBKDF2(pw, b"12345678", 32, count=1000000)  # want
        d = bcrypt.hashpw(pw, b"$2b$12$abcdefghijklmnopqrstuv")  # want
        e = crypt.crypt(pw, "ab")  # want
        f = Scrypt(salt="salt".encode(), length=32, n=2**14, r=8, p=1)  # want
        g = hashlib.pbkdf2_hmac("sha256", pw, record.salt, 600000)
        h = bcrypt.hashpw(pw, bcrypt.gensalt())
        i = hashlib.scrypt(pw, salt=self.salt, n=2**14, r=8, p=1)
        return a, b, c, d, e, f, g, h, i
