import socket
from socket import create_connection


def a(host):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect((host, 80))
    s.sendall(b"x")
    s.close()  # want


def b(host):
    conn = create_connection((host, 80))
    conn.sendall(b"x")
    conn.close()  # want


def c(host):
    sock = socket.socket()
    try:
        sock.connect((host, 80))
    finally:
        sock.close()  # want


class Client:
    def run(self, host):
        client = socket.create_connection((host, 80), timeout=5)
        client.close()  # want


def d(host):
    s = socket.socket()
    s.connect((host, 80))
    s.shutdown(socket.SHUT_RDWR)
    s.close()  # ok


def e():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.sendto(b"x", ("a", 1))
    s.close()  # ok


def f():
    s = socket.socket()
    s.bind(("localhost", 80))
    s.listen()
    s.close()  # ok


def g(host):
    s = socket.socket()
    s.connect((host, 80))
    try:
        s.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    s.close()  # ok
