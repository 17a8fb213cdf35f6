import requests

DNS = "8.8.8.8"  # want
RESOLVER = "208.67.222.222"  # want
NETWORKS = ["52.94.0.0/22", "10.0.0.0/8"]  # want
V6 = "2606:4700:4700::1111"  # want
__version__ = "12.4.33.1"


def f(host):
    requests.get("https://example.com", proxies={"http": "93.184.216.34:8080"}, timeout=3)  # want
    return ["127.0.0.1", "0.0.0.0", "192.168.1.1", "192.0.2.7", "255.255.255.255", "1.2.3.4", "not 93.184.216.34", host]
