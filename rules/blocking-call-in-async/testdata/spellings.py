import asyncio
import os
import socket
import sqlite3
import subprocess
import threading
import time
import urllib.request
from time import sleep

import httpx
import requests

lock = threading.Lock()


async def a():
    time.sleep(1)  # want


async def b(url):
    return requests.get(url, timeout=5)  # want


async def c():
    subprocess.run(["ls"])  # want


async def d(url):
    return urllib.request.urlopen(url, timeout=5).read()  # want


async def e():
    os.system("ls")  # want


async def f():
    return input("name")  # want


async def g(path):
    with open(path) as file:  # want
        return file.read()


class Service:
    async def run(self):
        sleep(1)  # want
        lock.acquire()  # want


async def h(url):
    return httpx.get(url)  # want


async def i():
    p = subprocess.Popen(["ls"])
    p.wait()  # want


async def j(url):
    await asyncio.sleep(1)  # ok
    await asyncio.to_thread(requests.get, url)  # ok
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, time.sleep, 1)  # ok
    async with httpx.AsyncClient() as client:
        await client.get(url)  # ok

    def blocking():
        time.sleep(1)  # ok

    await asyncio.to_thread(blocking)


def k():
    time.sleep(1)  # ok
