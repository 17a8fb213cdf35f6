import logging.config
from http.server import HTTPServer, SimpleHTTPRequestHandler, ThreadingHTTPServer
from wsgiref.simple_server import make_server
from xmlrpc.server import SimpleXMLRPCServer

import tools


def app(environ, start_response):
    return [b""]


def one():
    server = SimpleXMLRPCServer(("localhost", 8000))
    server.register_instance(tools.Service(), allow_dotted_names=True)  # want


def two():
    logging.config.listen(9030).start()  # want


def three():
    HTTPServer(("192.168.1.10", 8000), SimpleHTTPRequestHandler).serve_forever()  # want


def four():
    make_server("10.0.0.5", 8000, app).serve_forever()  # want


def five():
    address = ("server.example.com", 8080)
    ThreadingHTTPServer(address, SimpleHTTPRequestHandler)  # want


def six():
    t = logging.config.listen(port=9030, verify=None)  # want
    t.start()


def good_loopback():
    HTTPServer(("127.0.0.1", 8000), SimpleHTTPRequestHandler).serve_forever()  # ok
    make_server("localhost", 8000, app).serve_forever()  # ok


def good_verified(check):
    logging.config.listen(9030, verify=check).start()  # ok


def good_registered():
    server = SimpleXMLRPCServer(("localhost", 8000))
    server.register_instance(tools.Service())  # ok
    server.register_instance(tools.Service(), False)  # ok
    server.register_function(pow)  # ok


def good_given(host):
    HTTPServer((host, 8000), SimpleHTTPRequestHandler)  # ok
