from http.server import BaseHTTPRequestHandler
from urllib.parse import unquote
from wsgiref.headers import Headers


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_header("Location", unquote(self.path))  # want
        self.send_header(unquote(self.path), "a")  # want
        headers = Headers([])
        headers.add_header("X-Name", unquote(self.path))  # want

    def do_POST(self):
        self.send_header("X-Length", str(len(self.path)))
        self.send_header("X-Name", unquote(self.path).replace("\r", "").replace("\n", ""))
        self.send_header("X-Fixed", "a")
