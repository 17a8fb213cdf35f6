import os
from Crypto.Cipher import AES, ChaCha20
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

IV = b"abcdefghijklmnop"


class Box:
    def lock(self, key, data):
        a = AES.new(key, AES.MODE_CBC, IV)  # want
        b = AES.new(key, AES.MODE_GCM, nonce=b"0123456789ab")  # want
        c = Cipher(algorithms.AES(key), modes.CBC(b"\x00" * 16))  # want
        d = Cipher(algorithms.AES(key), modes.CTR(bytes(16)))  # want
        e = ChaCha20.new(key=key, nonce=b"12345678")  # want
        f = AES.new(key, AES.MODE_CBC, iv=os.urandom(16))
        g = AES.new(key, AES.MODE_GCM)
        h = Cipher(algorithms.AES(key), modes.GCM(os.urandom(12)))
        i = AES.new(key, AES.MODE_CBC, data[:16])
        return a, b, c, d, e, f, g, h, i
