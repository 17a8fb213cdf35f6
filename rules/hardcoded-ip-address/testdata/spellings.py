import os
import socket
import urllib.request

import paramiko
import redis
import requests

SERVER = "52.95.110.1"  # want
HOSTS = ["8.8.8.8", "1.1.1.1"]  # want # want


def a():
    sock = socket.socket()
    sock.connect(("93.184.216.34", 80))  # want


def b():
    return redis.Redis(host="54.12.33.7")  # want


def c(client: paramiko.SSHClient):
    client.connect("34.117.59.81", username="a")  # want


def d():
    return {"host": "2606:4700:4700::1111"}  # want


def e():
    local = "127.0.0.1"  # ok
    anywhere = "0.0.0.0"  # ok
    private = "192.168.1.10"  # ok
    ten = "10.0.0.5"  # ok
    documented = "192.0.2.1"  # ok
    example = "203.0.113.9"  # ok
    version = "1.2.3.4"  # ok
    oid = "1.3.6.1.2.1"  # ok
    host = os.environ["HOST"]  # ok
    mask = "255.255.255.0"  # ok
    return local, anywhere, private, ten, documented, example, version, oid, host, mask
