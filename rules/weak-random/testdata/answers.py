import random

import requests


def asked():
    answer = requests.get("https://example.org/", params={"v": random.randint(1, 9)})
    token = answer.cookies["token"]  # ok
    return token


def part(text):
    token = (str(random.random()) + text)[2:]  # want
    return token
