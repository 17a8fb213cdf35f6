import base64
import http.client
import urllib.request
from base64 import b64encode

import httpx
import requests
import urllib3


def a(user, password):
    token = base64.b64encode(f"{user}:{password}".encode()).decode()
    headers = {"Authorization": "Basic " + token}  # want
    return requests.get("https://api.shop.com", headers=headers, timeout=5)


def b(user, password):
    credentials = b64encode(("%s:%s" % (user, password)).encode("ascii")).decode("ascii")
    return httpx.get("https://api.shop.com", headers={"Authorization": f"Basic {credentials}"})  # want


def c(user, password):
    request = urllib.request.Request("https://api.shop.com")
    encoded = base64.b64encode(bytes(user + ":" + password, "utf-8"))
    request.add_header("Authorization", "Basic %s" % encoded.decode())  # want
    return urllib.request.urlopen(request, timeout=5)


def d(username, password):
    session = requests.Session()
    auth = base64.b64encode(f"{username}:{password}".encode()).decode()
    session.headers["Authorization"] = "Basic {}".format(auth)  # want
    return session


def e(user, password):
    pool = urllib3.PoolManager()
    value = "Basic " + b64encode((user + ":" + password).encode()).decode()
    return pool.request("GET", "https://api.shop.com", headers={"Authorization": value})  # want


def f(user, password):
    conn = http.client.HTTPSConnection("api.shop.com")
    raw = base64.standard_b64encode(f"{user}:{password}".encode()).decode()
    conn.request("GET", "/", headers={"Authorization": "Basic " + raw})  # want


def g(user, password, token):
    requests.get("https://api.shop.com", auth=(user, password), timeout=5)  # ok
    requests.get("https://api.shop.com", headers={"Authorization": "Bearer " + token}, timeout=5)  # ok
    headers = {"Authorization": "Bearer %s" % token}  # ok
    httpx.get("https://api.shop.com", headers=headers, auth=httpx.BasicAuth(user, password))  # ok


def h(picture):
    data = base64.b64encode(picture).decode()
    return {"Content-MD5": data, "X-Picture": "data:" + data}  # ok
