import scrapy
import trafilatura
import newspaper
import requests_oauthlib
import requests_futures.sessions
import requests_cache
import cloudscraper
import requests_html
import treq
import httpx
import requests
import requests.auth
import urllib3

from leadline_proof import sink, source

requests.get(source())  # sink: url
requests.post(source())  # sink: url
requests.put(source())  # sink: url
requests.patch(source())  # sink: url
requests.delete(source())  # sink: url
requests.head(source())  # sink: url
requests.options(source())  # sink: url
httpx.get(source())  # sink: url
httpx.post(source())  # sink: url
httpx.put(source())  # sink: url
httpx.patch(source())  # sink: url
httpx.delete(source())  # sink: url
httpx.head(source())  # sink: url
httpx.options(source())  # sink: url
requests.request("a", source())  # sink: url
requests.stream("a", source())  # sink: url
httpx.request("a", source())  # sink: url
httpx.stream("a", source())  # sink: url
requests.Request("a", source())  # sink: url
httpx.Client(base_url=source())  # sink: url
urllib3.request("a", source())  # sink: url
urllib3.HTTPConnectionPool(source())  # sink: url
urllib3.HTTPSConnectionPool(source())  # sink: url
requests.auth.HTTPBasicAuth("a", source())  # sink: credential
requests.auth.HTTPDigestAuth("a", source())  # sink: credential
sink(requests.get(source()))  # clean
sink(requests.post(source()))  # clean
sink(requests.put(source()))  # clean
sink(requests.patch(source()))  # clean
sink(requests.delete(source()))  # clean
sink(requests.head(source()))  # clean
sink(requests.options(source()))  # clean
sink(requests.request(source()))  # clean
sink(httpx.get(source()))  # clean
sink(httpx.post(source()))  # clean
sink(httpx.put(source()))  # clean
sink(httpx.patch(source()))  # clean
sink(httpx.delete(source()))  # clean
sink(httpx.head(source()))  # clean
sink(httpx.options(source()))  # clean
sink(httpx.request(source()))  # clean
sink(urllib3.request(source()))  # clean


def requests_response(x: requests.Response):
    sink(x.text)  # source: remote-content
    sink(x.content)  # source: remote-content
    sink(x.raw)  # source: remote-content
    sink(x.headers)  # source: remote-content
    sink(x.cookies)  # source: remote-content
    sink(x.url)  # source: remote-content
    sink(x.json())  # source: remote-content
    sink(x.iter_content())  # source: remote-content
    sink(x.iter_lines())  # source: remote-content
    sink(x.iter_text())  # source: remote-content
    sink(x.iter_bytes())  # source: remote-content
    sink(x.read())  # source: remote-content


def urllib3_httpresponse(x: urllib3.HTTPResponse):
    sink(x.data)  # source: remote-content


def requests_session(x: requests.Session):
    x.get(source())  # sink: url
    x.post(source())  # sink: url
    x.put(source())  # sink: url
    x.patch(source())  # sink: url
    x.delete(source())  # sink: url
    x.head(source())  # sink: url
    x.options(source())  # sink: url
    x.request("a", source())  # sink: url


def httpx_client(x: httpx.Client):
    x.get(source())  # sink: url
    x.post(source())  # sink: url
    x.put(source())  # sink: url
    x.patch(source())  # sink: url
    x.delete(source())  # sink: url
    x.head(source())  # sink: url
    x.options(source())  # sink: url
    x.request("a", source())  # sink: url
    x.stream("a", source())  # sink: url


def urllib3_poolmanager(x: urllib3.PoolManager):
    x.request("a", source())  # sink: url
    x.urlopen("a", source())  # sink: url


def carried_requests_response():
    x: requests.Response = source()
    sink(x.status_code)  # clean
    sink(x.ok)  # clean
    sink(x.elapsed)  # clean
    sink(x.encoding)  # clean
    sink(x.reason)  # clean
    sink(x.raise_for_status())  # clean


def carried_requests_session():
    x: requests.Session = source()
    sink(x.get())  # clean
    sink(x.post())  # clean
    sink(x.put())  # clean
    sink(x.patch())  # clean
    sink(x.delete())  # clean
    sink(x.head())  # clean
    sink(x.options())  # clean
    sink(x.request())  # clean
    sink(x.send())  # clean


def carried_httpx_client():
    x: httpx.Client = source()
    sink(x.get())  # clean
    sink(x.post())  # clean
    sink(x.put())  # clean
    sink(x.patch())  # clean
    sink(x.delete())  # clean
    sink(x.head())  # clean
    sink(x.options())  # clean
    sink(x.request())  # clean
    sink(x.send())  # clean


def carried_urllib3_poolmanager():
    x: urllib3.PoolManager = source()
    sink(x.request())  # clean
    sink(x.urlopen())  # clean

treq.get(source())  # sink: url
requests_html.HTMLSession().get(source())  # sink: url
requests_html.AsyncHTMLSession().get(source())  # sink: url
cloudscraper.create_scraper().get(source())  # sink: url
cloudscraper.CloudScraper().get(source())  # sink: url
requests_cache.CachedSession().get(source())  # sink: url
requests_futures.sessions.FuturesSession().get(source())  # sink: url
requests_oauthlib.OAuth1Session().get(source())  # sink: url
requests_oauthlib.OAuth2Session().get("https://example.com/" + source())  # silent
newspaper.Article(source())  # sink: url
newspaper.build(source())  # sink: url
trafilatura.fetch_url(source())  # sink: url
scrapy.Request(source())  # sink: url
scrapy.FormRequest(url=source())  # sink: url
