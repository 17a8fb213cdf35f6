import sys
import urllib.request
from urllib.request import Request, urlopen, urlretrieve

BASE = "https://example.com/feed"


def one(url):
    return urlopen(url).read()  # want


def two():
    return urllib.request.urlopen(sys.argv[1]).read()  # want


def three(config):
    urlretrieve(config["model"], "model.bin")  # want


def four(url):
    request = Request(url, headers={"Accept": "text/html"})  # want
    return urlopen(request).read()


def five(host, path):
    return urlopen("%s/%s" % (host, path)).read()  # want


def six(url):
    opener = urllib.request.URLopener()
    return opener.open(url).read()  # want


def good_constant():
    return urlopen(BASE).read()  # ok


def good_prefix(page):
    return urlopen("https://example.com/" + page).read()  # ok
    

def good_format(page):
    return urlopen(f"{BASE}/{page}").read()  # ok


def good_checked(url):
    if not url.startswith(("http://", "https://")):
        raise ValueError(url)
    return urlopen(url).read()  # ok


def good_parsed(url):
    if urllib.parse.urlparse(url).scheme not in ("http", "https"):
        raise ValueError(url)
    return urlopen(url).read()  # ok


def good_request():
    return urlopen(Request("https://example.com/x")).read()  # ok
