import base64
import urllib.request
from base64 import b64encode

import httpx
import urllib3


def f(url, user, pw, token):
    urllib3.PoolManager().request("GET", url, headers={"authorization": "Basic %s" % b64encode((user + ":" + pw).encode()).decode()})  # want
    r = urllib.request.Request(url)
    r.add_header("Authorization", b"Basic " + b64encode(user))  # want
    h = {}
    code = base64.b64encode(b"a:b")
    value = "Basic " + code.decode()
    h["Authorization"] = value  # want
    httpx.get(url, headers={"Proxy-Authorization": f"Basic {code}"})  # want
    httpx.get(url, headers={"Authorization": "Bearer " + token})
    httpx.get(url, auth=(user, pw))
    h["X-Data"] = b64encode(user)
    httpx.get(url, headers={"Authorization": "Basic " + token})
    return h
