import ssl
from ssl import PROTOCOL_SSLv3, SSLContext, TLSVersion
from OpenSSL import SSL


def f(sock, protocol):
    a = SSLContext(PROTOCOL_SSLv3)  # want
    b = ssl.SSLContext(protocol=ssl.PROTOCOL_TLSv1_1)  # want
    c = ssl.wrap_socket(sock)  # want
    d = ssl.wrap_socket(sock, ssl_version=ssl.PROTOCOL_TLSv1)  # want
    e = SSL.Context(SSL.SSLv3_METHOD)  # want
    g = ssl.create_default_context()
    g.minimum_version = TLSVersion.TLSv1  # want
    g.set_ciphers("RC4:HIGH")  # want
    h = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    h.minimum_version = ssl.TLSVersion.TLSv1_3
    h.set_ciphers("ECDHE+AESGCM:!aNULL:!RC4")
    i = ssl.SSLContext()
    j = ssl.SSLContext(protocol)
    k = SSL.Context(SSL.TLS_METHOD)
    return a, b, c, d, e, g, h, i, j, k
