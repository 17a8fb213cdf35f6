import re
from re import compile, fullmatch

EVIL = r"(a+)+b"


def f(text, pattern):
    a = compile(EVIL)  # want
    b = re.match(r"^(.*)*$", text)  # want
    c = re.search(r"(a|a)*c", text)  # want
    d = fullmatch(r"([a-z]+\s*)*", text)  # want
    e = re.sub(r"^(\d|\w)+$", "", text)  # want
    g = re.match(r"(a+)+", text)
    h = re.match(r"^(a+b)+$", text)
    i = re.match(r"^[\w.]+@[\w.]+$", text)
    j = re.compile(pattern)
    k = re.match(r"^(ab|cd)*$", text)
    m = re.match(r"^(a{1,3})+$", text)
    return a, b, c, d, e, g, h, i, j, k, m
