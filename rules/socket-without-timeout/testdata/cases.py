import socket
from socket import create_connection


def a(addr):
    with create_connection(addr) as s:  # want
        return s.recv(1)


def b(addr):
    s = socket.socket()
    s.connect(addr)  # want
    s.close()


class C:
    def __init__(self, addr):
        self.s = socket.create_connection(addr)  # want

    def d(self, addr, n):
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        return s.recvfrom(n)  # want

    def e(self, addr):
        s = create_connection(addr, 5)
        return s.recv(1)

    def f(self, addr):
        s = socket.socket()
        s.settimeout(3)
        s.connect(addr)

    def g(self, addr):
        s = create_connection(addr)
        s.settimeout(2)
        return s

    def h(self, addr):
        s = socket.socket()
        s.bind(addr)
        s.listen()
        return s.accept()

    def i(self, addr, kw):
        return create_connection(addr, **kw)
