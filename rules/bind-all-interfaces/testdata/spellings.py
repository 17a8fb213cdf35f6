import asyncio
import http.server
import os
import socket
import socketserver
from http.server import HTTPServer
from socket import AF_INET, SOCK_STREAM

import uvicorn
from aiohttp import web
from flask import Flask

app = Flask(__name__)


def a():
    s = socket.socket(AF_INET, SOCK_STREAM)
    s.bind(("0.0.0.0", 8080))  # want


def b():
    s = socket.socket()
    s.bind(("", 8080))  # want


def c():
    app.run(host="0.0.0.0", port=5000)  # want


def d():
    uvicorn.run(app, host="0.0.0.0")  # want


def e(handler):
    HTTPServer(("0.0.0.0", 8000), handler).serve_forever()  # want


def f(handler):
    server = http.server.HTTPServer(("", 8000), handler)  # want
    server.serve_forever()


async def g(handler):
    return await asyncio.start_server(handler, "0.0.0.0", 8888)  # want


def h():
    host = "0.0.0.0"
    s = socket.socket()
    s.bind((host, 80))  # want


def i():
    s = socket.socket(socket.AF_INET6)
    s.bind(("::", 80))  # want


def j():
    return socket.create_server(("0.0.0.0", 80))  # want


def k():
    web.run_app(web.Application(), host="0.0.0.0")  # want


def l(handler):
    with socketserver.TCPServer(("0.0.0.0", 9999), handler) as server:  # want
        server.serve_forever()


ADDRESS = ("0.0.0.0", 80)


def m():
    sock = socket.socket()
    sock.bind(ADDRESS)  # want


def n(host, handler):
    s = socket.socket()
    s.bind(("127.0.0.1", 80))  # ok
    s.bind((host, 80))  # ok
    s.bind((os.environ["HOST"], 80))  # ok
    app.run(host="localhost")  # ok
    app.run()  # ok
    HTTPServer(("localhost", 8000), handler)  # ok
    uvicorn.run(app, host="127.0.0.1")  # ok
