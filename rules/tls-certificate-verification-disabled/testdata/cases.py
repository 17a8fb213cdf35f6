import ssl
import urllib.request

import aiohttp
import httpx
import requests
import urllib3


def vulnerable():
    requests.post("https://example.com", verify=False)  # want
    requests.request("GET", "https://example.com", verify=0)  # want
    session = requests.Session()
    session.verify = False  # want
    session.get("https://example.com", verify=False)  # want
    httpx.Client(verify=False)  # want
    context = ssl.create_default_context()
    context.check_hostname = False  # want
    context.verify_mode = ssl.CERT_NONE  # want
    urllib.request.urlopen("https://example.com", context=ssl._create_unverified_context())  # want
    urllib3.PoolManager(cert_reqs="CERT_NONE")  # want
    urllib3.PoolManager(cert_reqs=ssl.CERT_NONE)  # want


ssl._create_default_https_context = ssl._create_unverified_context  # want


async def later():
    async with aiohttp.ClientSession() as session:
        await session.get("https://example.com", ssl=False)  # want


def safe(verify):
    requests.get("https://example.com")
    requests.get("https://example.com", verify=True)
    requests.get("https://example.com", verify="/ca.pem")
    requests.get("https://example.com", verify=verify)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.verify_mode = ssl.CERT_REQUIRED
    context.check_hostname = True
