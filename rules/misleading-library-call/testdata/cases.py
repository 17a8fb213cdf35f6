import atexit
import contextlib
import copy
import os
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

VOWEL = re.compile("[aeiou]")


def texts(url, name):
    host = url.lstrip("https://")  # want "removeprefix"
    host = host.strip("www.")  # want
    base = name.rstrip("abc")  # ok
    base = base.strip("\n\t ()")  # ok
    return host, base.strip("\"'")  # ok


def patterns(text):
    parts = re.split(r"\s+", text, re.M | re.I)  # want
    found = VOWEL.search(text, re.I)  # want
    again = re.sub("a", "b", text, 1, re.I)  # ok
    return parts, found, again, re.search("a", text, re.I)  # ok


def files(path):
    open(path, "rw")  # want
    open(path, mode="wbt")  # want
    Path(path).open("read")  # want
    open(path, "r+b")  # ok
    return open(path, "x", encoding="utf-8")  # ok


def environment():
    env = copy.copy(os.environ)  # want
    os.environ = {"PATH": "/bin"}  # want
    debug = bool(os.environ.get("DEBUG", False))  # want
    proxy = os.environ.get("PROXY", False)  # ok
    port = int(os.environ.get("PORT", 8000))  # ok
    fast = os.environ.get("FAST", "0") == "1"  # ok
    return env, debug, proxy, port, fast, os.environ.copy()  # ok


def kinds(x, name):
    if isinstance(x, [int, float]):  # want
        return name.endswith([".py", ".pyi"])  # want
    return isinstance(x, (int, str)) and name.startswith((".", "_"))  # ok


def tick():
    print("tick")


def make():
    return tick


def threads(pool: ThreadPoolExecutor):
    threading.Thread(target=tick()).start()  # want
    threading.Thread(target=make()).start()  # ok
    threading.Thread(target=tick).start()  # ok
    atexit.register(tick())  # want
    pool.submit(tick())  # want
    threading.Timer(1.0, tick())  # want


def groups(rows, key):
    out, kept = {}, []
    for k, g in groupby(rows, key):
        out[k] = g  # want
        kept.append(g)  # want
    for k, g in groupby(rows, key):
        out[k] = list(g)  # ok
    return out, kept


def forms(d, xs, value):
    d["a"]: 1  # want
    total: 0  # want
    name: str
    n = ++value  # want
    m = - -value  # ok
    --value  # want
    once = {"key": x for x in xs}  # want
    each = {x: value for x in xs}  # ok
    for _ in range(3):
        for xs in xs:  # want
            print(xs)
    for d in d:  # ok
        print(d)
    named = {k: 1 for x in xs if (k := x.key)}  # ok
    with contextlib.suppress():  # want
        return total, n, m, once, each, named


def described():
    f"""Does {VOWEL}."""  # want
