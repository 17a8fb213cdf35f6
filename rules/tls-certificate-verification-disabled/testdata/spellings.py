import asyncio
import os
import ssl
import urllib.request

import aiohttp
import boto3
import elasticsearch
import httpx
import ldap
import pycurl
import pymongo
import redis
import requests
import urllib3
from requests import Session
from ssl import CERT_NONE, create_default_context


def a(url):
    return requests.get(url, verify=False, timeout=5)  # want


def b(url):
    session = Session()
    session.verify = False  # want
    return session.get(url, timeout=5)


def c(url):
    return httpx.get(url, verify=False)  # want


def d():
    context = create_default_context()
    context.check_hostname = False  # want
    context.verify_mode = CERT_NONE  # want
    return context


def e():
    ssl._create_default_https_context = ssl._create_unverified_context  # want


def f(url):
    context = ssl._create_unverified_context()  # want
    return urllib.request.urlopen(url, context=context, timeout=5)


async def g(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url, ssl=False) as response:  # want
            return await response.text()


async def h():
    return aiohttp.TCPConnector(verify_ssl=False)  # want


def i():
    return urllib3.PoolManager(cert_reqs="CERT_NONE")  # want


def j():
    curl = pycurl.Curl()
    curl.setopt(pycurl.SSL_VERIFYPEER, 0)  # want
    curl.setopt(curl.SSL_VERIFYHOST, 0)  # want


def k():
    ldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_NEVER)  # want


def l():
    return boto3.client("s3", verify=False)  # want


def m(sock):
    return ssl.wrap_socket(sock, cert_reqs=ssl.CERT_NONE)  # want


def n():
    return elasticsearch.Elasticsearch("https://a", verify_certs=False)  # want


def o():
    return pymongo.MongoClient("mongodb://a", tls=True, tlsAllowInvalidCertificates=True)  # want


def p():
    return redis.Redis(host="a", ssl=True, ssl_cert_reqs="none")  # want


async def q():
    async with httpx.AsyncClient(verify=False) as client:  # want
        await client.get("https://a")


def r(url, ca):
    requests.get(url, verify=True, timeout=5)  # ok
    requests.get(url, verify=ca, timeout=5)  # ok
    requests.get(url, verify="/etc/ssl/ca.pem", timeout=5)  # ok
    requests.get(url, verify=os.environ["CA"], timeout=5)  # ok
    httpx.Client(verify=ssl.create_default_context())  # ok


def s():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # ok
    context.verify_mode = ssl.CERT_REQUIRED  # ok
    context.check_hostname = True  # ok
    return context

urllib3.HTTPSConnectionPool("h", assert_hostname=False)  # want
urllib3.HTTPSConnectionPool("h", assert_hostname="other")  # ok


async def in_a_thread(url):
    await asyncio.to_thread(requests.get, url, verify=False)  # want
    await asyncio.to_thread(requests.get, url)  # ok


def others(url):
    from OpenSSL import SSL
    from tornado.httpclient import AsyncHTTPClient, HTTPRequest
    import websocket

    AsyncHTTPClient().fetch(url, validate_cert=False)  # want
    HTTPRequest(url, validate_cert=False)  # want
    HTTPRequest(url, validate_cert=True)
    SSL.Context(SSL.TLS_CLIENT_METHOD).set_verify(SSL.VERIFY_NONE, lambda *a: True)  # want
    SSL.Context(SSL.TLS_CLIENT_METHOD).set_verify(SSL.VERIFY_PEER, lambda *a: True)
    websocket.create_connection(url, sslopt={"cert_reqs": ssl.CERT_NONE})  # want
    websocket.WebSocket(sslopt={"cert_reqs": ssl.CERT_NONE, "check_hostname": False})  # want
    websocket.WebSocket(sslopt={"ca_certs": "/etc/ca.pem"})
