import urllib.request
from urllib.request import urlopen

import httpx
import requests
from requests import Session, get, post
from requests.adapters import HTTPAdapter


def a(url):
    return requests.get(url)  # want


def b(url):
    return get(url).json()  # want


def c(url, data):
    return post(url, json=data, headers={"A": "b"})  # want


def d(url):
    session = requests.Session()
    return session.get(url)  # want


def e(url):
    with Session() as s:
        return s.post(url, data={})  # want


def f(url):
    return requests.request("GET", url, timeout=None)  # want


def g(url):
    return urlopen(url).read()  # want


def h(url):
    return httpx.get(url, timeout=None)  # want


class Client:
    def __init__(self):
        self.session = requests.Session()

    def load(self, url):
        return self.session.put(url)  # want


def i():
    return httpx.Client(timeout=None)  # want


async def j(url):
    async with httpx.AsyncClient(timeout=None) as client:  # want
        return await client.get(url)


def k(url, timeout, **kwargs):
    requests.get(url, timeout=5)  # ok
    requests.get(url, timeout=timeout)  # ok
    requests.get(url, **kwargs)  # ok
    urlopen(url, timeout=10)  # ok
    urllib.request.urlopen(url, None, 10)  # ok
    httpx.get(url)  # ok
    requests.post(url, json={}, timeout=(3, 10))  # ok
    {"a": 1}.get(url)  # ok
