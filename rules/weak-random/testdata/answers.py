import random

import requests


def asked():
    answer = requests.get("https://example.org/", params={"v": random.randint(1, 9)})
    token = answer.cookies["token"]  # ok
    return token


def part(text):
    token = (str(random.random()) + text)[2:]  # want
    return token


def sentence(book):
    book.add(secret_content="secret for book " + str(random.randint(1, 9)))  # ok
    book.add(secret_content="book-" + str(random.randint(1, 9)))  # want
