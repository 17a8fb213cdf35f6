from http.server import BaseHTTPRequestHandler
from urllib.parse import unquote

from flask import Flask, make_response, request


def application(environ, start_response):
    start_response("200 OK", [("X-Name", unquote(environ["QUERY_STRING"]))])  # want:missing
    return [b""]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("X-Path", self.path)  # want
        self.end_headers()

    def do_POST(self):
        self.send_header("Location", self.headers["X-Next"])  # want
        self.end_headers()


app = Flask(__name__)


@app.route("/a")
def a():
    response = make_response("a")
    response.set_cookie(request.args["name"], "1")  # want:missing
    return response


def fine(environ, start_response):
    start_response("200 OK", [("X-Length", str(int(environ["CONTENT_LENGTH"])))])  # ok
    start_response("200 OK", [("Content-Type", "text/plain")])  # ok
    return [b""]


class Safe(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_header("X-Path", self.path.replace("\r", "").replace("\n", ""))  # ok
        self.send_header("Content-Type", "text/html")  # ok
