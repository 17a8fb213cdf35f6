import httpx
import requests as r
from requests import Session, post
from urllib.request import urlopen


class Client:
    def __init__(self):
        self.session = Session()

    def fetch(self, url, **kw):
        self.session.get(url)  # want
        self.session.get(url, timeout=3)
        return self.session.post(url, **kw)


def calls(url, data, kw):
    post(url, data)  # want
    r.request("GET", url, timeout=None)  # want
    urlopen(url)  # want
    httpx.get(url, timeout=None)  # want
    httpx.get(url)
    r.put(url, **kw)
    r.head(url, timeout=(3, 5))
    urlopen(url, None, 5)
    return urlopen(url, timeout=2)


def inside(url):
    import requests
    with requests.Session() as s:
        return s.delete(url)  # want
