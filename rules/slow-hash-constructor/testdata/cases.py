import hashlib as h
from hashlib import new

NAME = "sha512"


def f(name, data):
    a = new("md5")  # want
    b = h.new(NAME, data)  # want
    c = h.new(name="blake2b", data=data)  # want
    d = h.new("SHA1")  # want
    e = h.new(name)
    g = h.new("whirlpool")
    i = h.sha3_256(data)
    j = h.new("sm3", data)
    return a, b, c, d, e, g, i, j
