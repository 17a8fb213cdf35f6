import tornado.httpclient
import tornado.httputil
import tornado.web
import tornado.websocket

from leadline_proof import sink, source

tornado.httpclient.HTTPRequest(source())  # sink: url


def tornado_web_requesthandler(x: tornado.web.RequestHandler):
    sink(x.get_argument())  # source: http-input
    sink(x.get_arguments())  # source: http-input
    sink(x.get_query_argument())  # source: http-input
    sink(x.get_query_arguments())  # source: http-input
    sink(x.get_body_argument())  # source: http-input
    sink(x.get_body_arguments())  # source: http-input
    sink(x.get_cookie())  # source: http-input
    sink(x.path_args)  # source: http-input
    sink(x.path_kwargs)  # source: http-input
    x.write(source())  # sink: html-body
    x.finish(source())  # sink: html-body
    x.redirect(source())  # sink: redirect-target
    x.set_secure_cookie(0, source())  # sink: session-store
    sink(x.render(source()))  # clean
    sink(x.render_string(source()))  # clean
    sink(x.get_secure_cookie(source()))  # clean
    sink(x.get_status(source()))  # clean
    sink(x.reverse_url(source()))  # clean
    sink(x.static_url(source()))  # clean
    sink(x.xsrf_form_html(source()))  # clean
    sink(x.current_user)  # clean
    sink(x.application)  # clean
    sink(x.settings)  # clean


def tornado_httputil_httpserverrequest(x: tornado.httputil.HTTPServerRequest):
    sink(x.arguments)  # source: http-input
    sink(x.query_arguments)  # source: http-input
    sink(x.body_arguments)  # source: http-input
    sink(x.body)  # source: http-input
    sink(x.headers)  # source: http-input
    sink(x.cookies)  # source: http-input
    sink(x.query)  # source: http-input
    sink(x.host)  # source: http-input
    sink(x.remote_ip)  # source: http-input
    sink(x.files)  # source: http-upload
    sink(x.uri)  # source: http-input
    sink(x.path)  # source: http-input
    sink(x.full_url())  # source: http-input
    sink(x.method)  # clean
    sink(x.version)  # clean
    sink(x.protocol)  # clean


def tornado_httpclient_httpresponse(x: tornado.httpclient.HTTPResponse):
    sink(x.body)  # source: remote-content


def tornado_httpclient_asynchttpclient(x: tornado.httpclient.AsyncHTTPClient):
    x.fetch(source())  # sink: url


def tornado_httpclient_httpclient(x: tornado.httpclient.HTTPClient):
    x.fetch(source())  # sink: url


class Page(tornado.web.RequestHandler):
    def get(self, name):
        sink(name)  # source: http-input
        sink(self.request.uri)  # source: http-input

    def prepare(self):
        sink(self.get_argument("a"))  # source: http-input


class Talk(tornado.websocket.WebSocketHandler):
    def on_message(self, message):
        sink(message)  # source: message-input


class Moved(tornado.web.RequestHandler):
    def get(self):
        self.set_header("Location", source())  # sink: redirect-target
        self.add_header("Location", source())  # sink: redirect-target
        self.set_header("X-Lang", source())  # silent
