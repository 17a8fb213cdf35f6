"""Reports on disk and from elsewhere."""

import os
import subprocess
from pathlib import Path
from urllib.parse import urlparse

import requests
from flask import abort

REPORTS = Path("/var/lib/shop/reports")
HOSTS = {"images.example.com", "cdn.example.com"}


def export(options):
    return convert(options["format"])


def convert(format):
    os.system(f"convert-report --to {format} latest.xml")
    return "done"


def safe_convert(format):
    subprocess.run(["convert-report", "--to", format, "latest.xml"], check=True)
    return "done"


def read(name):
    with open(REPORTS / name, encoding="utf-8") as f:
        return f.read(), 200, {"Content-Type": "text/plain"}


def safe_read(name):
    path = (REPORTS / name).resolve()
    if not path.is_relative_to(REPORTS):
        abort(404)
    with open(path, encoding="utf-8") as f:
        return f.read(), 200, {"Content-Type": "text/plain"}


def fetch(url):
    return requests.get(url, timeout=5).text, 200, {"Content-Type": "text/plain"}


def safe_fetch(url):
    parts = urlparse(url)
    if parts.scheme != "https" or parts.hostname not in HOSTS:
        abort(400)
    return requests.get(url, timeout=5).text, 200, {"Content-Type": "text/plain"}
