import ipaddress, socket, requests
from urllib.parse import urlparse
from flask import Flask, request, abort
app = Flask(__name__)

def check_url(url):
    host = urlparse(url).hostname
    for info in socket.getaddrinfo(host, None):
        ip = ipaddress.ip_address(info[4][0])
        if ip.is_private or ip.is_loopback:
            raise ValueError("private")

@app.get("/20")
def s20():
    u = request.args["u"]
    check_url(u)
    return requests.get(u).text

@app.get("/21")
def s21():
    u = request.args["u"]
    ip = socket.gethostbyname(urlparse(u).hostname)
    if not ipaddress.ip_address(ip).is_global:
        abort(400)
    return requests.get(u).text

def public(host):
    for family, kind, proto, name, address in socket.getaddrinfo(host, 80):
        if ipaddress.ip_address(address[0]).is_private:
            return False
    return True

@app.get("/22")
def s22():
    u = request.args["u"]
    if not public(urlparse(u).hostname):
        abort(400)
    return requests.get(u).text

@app.get("/23")
def s23():
    u = request.args["u"]
    parts = urlparse(u)
    if any(ipaddress.ip_address(i[4][0]).is_private for i in socket.getaddrinfo(parts.hostname, parts.port)):
        abort(400)
    return requests.get(u).text

@app.get("/24")
def s24():
    u, v = request.args["u"], request.args["v"]
    check_url(v)
    return requests.get(u).text  # want
@app.get("/25")
def s25():
    u = request.args["u"]
    if ipaddress.ip_address(socket.gethostbyname(urlparse(u).hostname)).is_private:
        return requests.get(u).text  # want
@app.get("/26")
def s26():
    u = request.args["u"]
    for info in socket.getaddrinfo(urlparse(u).hostname, None):
        if not ipaddress.ip_address(info[4][0]).is_private:
            break
    return requests.get(u).text  # want
