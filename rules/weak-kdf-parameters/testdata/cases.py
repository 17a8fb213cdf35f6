import bcrypt
import hashlib
from argon2 import PasswordHasher
from Crypto.Protocol.KDF import PBKDF2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

ROUNDS = 20 * 1000


class Vault:
    def keys(self, pw, salt, n):
        a = hashlib.pbkdf2_hmac("sha1", pw, salt, 200000)  # want "weak digest"
        b = hashlib.pbkdf2_hmac("sha512", pw, salt, iterations=ROUNDS)  # want
        c = PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt, iterations=5000)  # want
        d = PBKDF2(pw, salt, 16)  # want "default"
        e = hashlib.scrypt(pw, salt=salt, n=1024, r=8, p=1)  # want
        f = bcrypt.gensalt(4)  # want
        g = Scrypt(salt=salt, length=32, n=2**10, r=8, p=1)  # want
        h = PasswordHasher(time_cost=1)  # want
        i = hashlib.pbkdf2_hmac("sha256", pw, salt, n)
        j = PBKDF2(pw, salt, 16, count=1000000)
        k = bcrypt.gensalt()
        m = hashlib.scrypt(pw, salt=salt, n=2**15, r=8, p=1)
        o = PasswordHasher()
        q = PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt, iterations=n)
        return a, b, c, d, e, f, g, h, i, j, k, m, o, q
