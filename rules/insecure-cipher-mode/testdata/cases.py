from Crypto.Cipher import AES, DES3, PKCS1_OAEP, PKCS1_v1_5
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
import Cryptodome.Cipher.AES as Aes


def f(key, iv, data, public, private, mode):
    a = AES.new(key, mode=AES.MODE_ECB)  # want
    b = Cipher(algorithms.AES(key), modes.ECB())  # want
    c = Aes.new(key, Aes.MODE_ECB)  # want
    d = DES3.new(key, DES3.MODE_ECB)  # want
    e = PKCS1_v1_5.new(public)  # want
    g = public.encrypt(data, padding.PKCS1v15())  # want
    h = AES.new(key, AES.MODE_CBC, iv)
    i = Cipher(algorithms.AES(key), modes.GCM(iv))
    j = PKCS1_OAEP.new(public)
    k = private.sign(data, padding.PKCS1v15(), None)
    m = AES.new(key, mode)
    return a, b, c, d, e, g, h, i, j, k, m
