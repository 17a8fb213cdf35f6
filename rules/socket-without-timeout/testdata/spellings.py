import asyncio
import socket
from socket import create_connection


def a(host):
    return create_connection((host, 80))  # want


def b(host):
    s = socket.socket()
    s.connect((host, 80))  # want
    return s.recv(1024)


def c(host):
    return socket.create_connection((host, 80), timeout=None)  # want


class Client:
    def run(self, host):
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.connect((host, 80))  # want
        sock.sendall(b"x")


def d(host):
    create_connection((host, 80), 5)  # ok
    return create_connection((host, 80), timeout=5)  # ok


def e(host):
    s = socket.socket()  # ok
    s.settimeout(5)
    s.connect((host, 80))
    return s.recv(10)


def f(host):
    s = socket.socket()  # ok
    s.setblocking(False)
    s.connect((host, 80))


async def g(host):
    return await asyncio.open_connection(host, 80)  # ok


def own_address():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.connect(("192.0.2.1", 9))  # ok
    return s.getsockname()[0]
