import asyncio
import socket
from http.server import BaseHTTPRequestHandler, HTTPServer

import uvicorn
from flask import Flask

app = Flask(__name__)
HOST = "0.0.0.0"


class Server:
    def __init__(self):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.sock.bind(("", 80))  # want

    async def start(self, handler, host):
        await asyncio.start_server(handler, "0.0.0.0", 80)  # want
        await asyncio.start_server(handler, host, 80)


def main(host, widget):
    app.run(host=HOST)  # want
    uvicorn.run(app, host="::")  # want
    HTTPServer(("0.0.0.0", 8000), BaseHTTPRequestHandler)  # want
    app.run(host="127.0.0.1")
    app.run(host=host)
    uvicorn.run(app)
    HTTPServer(("localhost", 8000), BaseHTTPRequestHandler)
    widget.bind("<Return>", main)
    address = (HOST, 9)
    s = socket.socket()
    s.bind(address)  # want
