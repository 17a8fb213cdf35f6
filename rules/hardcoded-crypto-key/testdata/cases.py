import hmac
import os

from Crypto.Cipher import AES
from cryptography.fernet import Fernet
from itsdangerous import URLSafeSerializer
from jose import jwt

KEY = b"0123456789abcdef"


class Box:
    def __init__(self, key):
        self.key = key

    def lock(self, data):
        a = AES.new(KEY, AES.MODE_GCM)  # want
        b = Fernet("Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyMTI=".encode())  # want
        c = hmac.new(b"secret", data, "sha256")  # want
        d = URLSafeSerializer("secret")  # want
        e = jwt.decode(data, "secret", algorithms=["HS256"])  # want
        f = AES.new(self.key, AES.MODE_GCM)
        g = Fernet(Fernet.generate_key())
        h = hmac.new(os.environ["KEY"].encode(), data, "sha256")
        i = URLSafeSerializer(open("key").read())
        return a, b, c, d, e, f, g, h, i
