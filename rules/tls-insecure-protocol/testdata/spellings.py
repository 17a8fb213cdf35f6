import ssl
from ssl import PROTOCOL_TLSv1, SSLContext, TLSVersion, create_default_context

import urllib3
from OpenSSL import SSL


def a():
    return ssl.SSLContext(ssl.PROTOCOL_TLSv1)  # want


def b():
    return SSLContext(PROTOCOL_TLSv1)  # want


def c():
    return ssl.SSLContext(protocol=ssl.PROTOCOL_SSLv3)  # want


def d(sock):
    return ssl.wrap_socket(sock, ssl_version=ssl.PROTOCOL_SSLv2)  # want


def e():
    return SSL.Context(SSL.SSLv3_METHOD)  # want


def f():
    context = create_default_context()
    context.minimum_version = TLSVersion.TLSv1  # want
    return context


def g():
    context = create_default_context()
    context.set_ciphers("RC4:DES")  # want
    return context


def h():
    context = create_default_context()
    context.options &= ~ssl.OP_NO_TLSv1  # want
    return context


def i():
    return SSL.Context(method=SSL.TLSv1_METHOD)  # want


def j():
    return urllib3.PoolManager(ssl_version=ssl.PROTOCOL_TLSv1_1)  # want


def k():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # ok
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # ok
    context.set_ciphers("ECDHE+AESGCM:!aNULL:!MD5")  # ok
    return context


def l():
    create_default_context()  # ok
    SSL.Context(SSL.TLSv1_2_METHOD)  # ok
    SSL.Context(SSL.TLS_METHOD)  # ok
    SSLContext()  # ok
    context = create_default_context()
    context.options |= ssl.OP_NO_TLSv1  # ok
