import re
from re import compile as regex

import pandas as pd


def a(text):
    return re.match(r"^(a+)+$", text)  # want


WORDS = re.compile(r"^(\w+\s?)*$")  # want


def words(text):
    return WORDS.match(text)


def b(text):
    return re.search("(x+x+)+y", text)  # want


def c(text):
    pattern = r"([a-zA-Z]+)*$"
    return re.fullmatch(pattern, text)  # want


MAIL = regex(r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$")  # want


def mail(text):
    return MAIL.match(text)


def d(text):
    return re.sub(r"(a|aa)+$", "", text)  # want


def e(text):
    re.match(r"^a+$", text)  # ok
    re.match(r"^(ab)+$", text)  # ok
    re.match(r"^(a|b)+$", text)  # ok
    re.match(r"^[\w.]+@[\w.]+$", text)  # ok
    re.match(r"^(?:\d{1,3}\.){3}\d{1,3}$", text)  # ok
    re.match(r"^(a+)+$", "aaaa")  # ok
    re.findall(r"\b\w+\b", text)  # ok
