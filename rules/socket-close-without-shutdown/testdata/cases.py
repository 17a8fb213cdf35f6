import socket
from socket import SHUT_WR, SOCK_DGRAM, create_connection
from socket import socket as Socket


def a(addr):
    s = socket.socket()
    s.connect(addr)
    try:
        s.send(b"x")
    finally:
        s.close()  # want


def b(addr):
    c = create_connection(addr)
    c.close()  # want


def c(addr):
    s = Socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect_ex(addr)
    s.close()  # want


def d(addr):
    socket_ = socket.create_connection(addr)
    socket_.close()  # want


def e(addr):
    s = socket.socket()
    s.connect(addr)
    s.shutdown(SHUT_WR)
    s.close()


def f(addr):
    s = socket.socket()
    s.bind(addr)
    s.listen()
    s.close()


def g(addr):
    s = socket.socket(socket.AF_INET, SOCK_DGRAM)
    s.connect(addr)
    s.close()


def h(addr):
    with create_connection(addr) as s:
        s.send(b"x")


def i(handle):
    handle.close()
