import websockets.sync.client
import websockets.client
import websockets
import websocket
import telnetlib
import pycurl
import cgi
import email
import email.message
import ftplib
import http.client
import http.cookies
import http.server
import http.server._ResponseFile
import imaplib
import poplib
import smtplib
import socket
import socket.socket
import socketserver
import ssl
import urllib.request
import wsgiref.headers
import xmlrpc.client

from leadline_proof import sink, source

sink(urllib.request.urlopen())  # source: remote-content
sink(cgi.FieldStorage())  # source: http-input
urllib.request.urlopen(source())  # sink: url
urllib.request.urlretrieve(source())  # sink: url
urllib.request.Request(source())  # sink: url
urllib.request.urlretrieve("a", source())  # sink: file-path
http.client.HTTPConnection(source())  # sink: url
http.client.HTTPSConnection(source())  # sink: url
socket.create_connection(source())  # sink: url
ftplib.FTP(source())  # sink: url
ftplib.FTP_TLS(source())  # sink: url
smtplib.SMTP(source())  # sink: url
smtplib.SMTP_SSL(source())  # sink: url
xmlrpc.client.ServerProxy(source())  # sink: url
xmlrpc.client.Server(source())  # sink: url
ftplib.FTP(passwd=source())  # sink: credential
sink(urllib.request.Request(source()))  # flows
sink(email.message_from_string(source()))  # flows
sink(email.message_from_bytes(source()))  # flows
sink(socket.gethostname(source()))  # clean
sink(socket.getfqdn(source()))  # clean
sink(socket.gethostbyname(source()))  # clean
sink(socket.getaddrinfo(source()))  # clean
sink(socket.inet_aton(source()))  # clean
sink(socket.inet_pton(source()))  # clean
sink(socket.htons(source()))  # clean
sink(socket.ntohs(source()))  # clean


def http_client_httpresponse(x: http.client.HTTPResponse):
    sink(x.read())  # source: remote-content
    sink(x.readline())  # source: remote-content
    sink(x.readlines())  # source: remote-content
    sink(x.getheader())  # source: remote-content
    sink(x.getheaders())  # source: remote-content


def urllib_request_openerdirector(x: urllib.request.OpenerDirector):
    sink(x.open())  # source: remote-content
    x.open(source())  # sink: url


def http_server_basehttprequesthandler(x: http.server.BaseHTTPRequestHandler):
    sink(x.path)  # source: http-input
    sink(x.headers)  # source: http-input
    sink(x.requestline)  # source: http-input
    sink(x.rfile)  # source: http-input
    sink(x.client_address)  # source: http-input
    x.send_header(source())  # sink: http-header
    x.send_header("a", source())  # sink: http-header
    x.send_header("Location", source())  # sink: redirect-target
    x.send_response_only(source())  # sink: http-header
    x.send_response_only("a", source())  # sink: http-header
    x.log_message(source())  # sink: log-message
    x.log_error(source())  # sink: log-message


def socket_socket(x: socket.socket):
    sink(x.recv())  # source: message-input
    sink(x.recvfrom())  # source: message-input
    sink(x.recvmsg())  # source: message-input
    x.connect(source())  # sink: url
    x.connect_ex(source())  # sink: url


def ssl_sslsocket(x: ssl.SSLSocket):
    sink(x.recv())  # source: message-input
    sink(x.read())  # source: message-input


def cgi_fieldstorage(x: cgi.FieldStorage):
    sink(x.getvalue())  # source: http-input
    sink(x.getfirst())  # source: http-input
    sink(x.getlist())  # source: http-input


def socketserver_streamrequesthandler(x: socketserver.StreamRequestHandler):
    sink(x.rfile)  # source: message-input


def socketserver_baserequesthandler(x: socketserver.BaseRequestHandler):
    sink(x.request)  # source: message-input


def imaplib_imap4(x: imaplib.IMAP4):
    sink(x.fetch())  # source: message-input
    sink(x.search())  # source: message-input
    x.login("a", source())  # sink: credential


def poplib_pop3(x: poplib.POP3):
    sink(x.retr())  # source: message-input


def http_client_httpconnection(x: http.client.HTTPConnection):
    x.request("a", source())  # sink: url-path
    x.putrequest("a", source())  # sink: url-path


def http_client_httpsconnection(x: http.client.HTTPSConnection):
    x.request("a", source())  # sink: url-path
    x.putrequest("a", source())  # sink: url-path


def http_server__responsefile(x: http.server._ResponseFile):
    x.write(source())  # sink: html-body


def wsgiref_headers_headers(x: wsgiref.headers.Headers):
    x.add_header(source())  # sink: http-header
    x.add_header("a", source())  # sink: http-header
    x.setdefault(source())  # sink: http-header
    x.setdefault("a", source())  # sink: http-header


def http_cookies_simplecookie(x: http.cookies.SimpleCookie):
    x.load(source())  # sink: http-header


def http_cookies_basecookie(x: http.cookies.BaseCookie):
    x.load(source())  # sink: http-header


def smtplib_smtp(x: smtplib.SMTP):
    x.login("a", source())  # sink: credential


def smtplib_smtp_ssl(x: smtplib.SMTP_SSL):
    x.login("a", source())  # sink: credential


def ftplib_ftp(x: ftplib.FTP):
    x.login("a", source())  # sink: credential


def carried_email_message_message():
    x: email.message.Message = source()
    sink(x.get_payload())  # flows
    sink(x.get())  # flows
    sink(x.as_string())  # flows
    sink(x.get_all())  # flows


def carried_socket_socket():
    x: socket.socket = source()
    sink(x.send())  # clean
    sink(x.sendall())  # clean
    sink(x.sendto())  # clean
    sink(x.close())  # clean
    sink(x.bind())  # clean
    sink(x.listen())  # clean
    sink(x.fileno())  # clean
    sink(x.settimeout())  # clean


def carried_http_client_httpresponse():
    x: http.client.HTTPResponse = source()
    sink(x.status)  # clean
    sink(x.reason)  # clean
    sink(x.version)  # clean


def carried_http_server_basehttprequesthandler():
    x: http.server.BaseHTTPRequestHandler = source()
    sink(x.command)  # clean
    sink(x.server)  # clean
    sink(x.request_version)  # clean


def guard1():
    x = source()
    socket.inet_aton(x)
    sink(x)  # clean: numeric


def guard2():
    x = source()
    socket.inet_pton("a", x)
    sink(x)  # clean: numeric


def resolved(url):
    import ipaddress
    import urllib.parse

    address = socket.gethostbyname(urllib.parse.urlparse(url).hostname)
    if not ipaddress.ip_address(address).is_private:
        sink(url)  # clean: host-checked
    for info in socket.getaddrinfo(urllib.parse.urlparse(url).hostname, None):
        if ipaddress.ip_address(info[4][0]).is_private:
            return
    sink(url)  # clean: host-checked

curl = pycurl.Curl()
curl.setopt(pycurl.URL, source())  # sink: url
curl.setopt(curl.URL, source())  # sink: url
curl.setopt_string(pycurl.URL, source())  # sink: url
curl.setopt(pycurl.USERAGENT, source())  # silent
curl.setopt(pycurl.URL, "https://example.com/" + source())  # silent
websockets.connect(source())  # sink: url
websockets.sync.client.connect(source())  # sink: url
websockets.client.connect(source())  # sink: url
websocket.create_connection(source())  # sink: url
websocket.WebSocketApp(source())  # sink: url
telnetlib.Telnet(source())  # sink: url
imaplib.IMAP4(source())  # sink: url
imaplib.IMAP4_SSL(source())  # sink: url
poplib.POP3(source())  # sink: url
poplib.POP3_SSL(source())  # sink: url
urllib.request.URLopener().open(source())  # sink: url
urllib.request.FancyURLopener().open(source())  # sink: url
urllib.request.URLopener().retrieve(source())  # sink: url
urllib.request.FancyURLopener().retrieve(source())  # sink: url


def ftp(x: ftplib.FTP):
    x.connect(source())  # sink: url
ftplib.FTP("example.com", "user", source())  # sink: credential
ftplib.FTP_TLS("example.com", "user", source())  # sink: credential


def guarded(opens):
    curl = pycurl.Curl()
    curl.setopt(pycurl.OPENSOCKETFUNCTION, opens)
    curl.setopt(pycurl.URL, source())  # silent


import email.mime.multipart
import email.mime.text


def mails(server: smtplib.SMTP):
    server.sendmail("a", "b", "Subject: " + source() + "\n\nbody")  # sink: mail-text
    server.sendmail("a", "b", source())  # sink: mail-text
    server.sendmail("a", "b", "Subject: a\r\n\r\n" + source())  # silent: mail-text
    email.mime.text.MIMEText(source(), "html")  # sink: mail-html
    email.mime.text.MIMEText(source())  # silent
    whole = email.mime.multipart.MIMEMultipart()
    whole.attach(email.mime.text.MIMEText("a" + source()))
    sink(whole.as_string())  # clean: mail-headed
    part = email.mime.text.MIMEText(source(), "plain")
    sink(part.as_bytes())  # clean: mail-headed
    message = email.message.EmailMessage()
    message.set_content("a")
    message.add_alternative(source(), subtype="html")  # sink: mail-html
    message.set_content(source(), subtype="html")  # sink: mail-html
    message.add_related(source(), subtype="html")  # sink: mail-html
    message.set_content(source())  # silent
