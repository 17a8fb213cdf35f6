import datetime as dt
from datetime import date, datetime, timezone


def f(seconds, tz):
    a = datetime.now()  # want
    b = dt.datetime.fromtimestamp(seconds)  # want
    c = datetime.today()  # want
    d = datetime.utcfromtimestamp(seconds)  # want "deprecated"
    e = datetime.now(tz=None)  # want
    g = datetime.now(tz)
    h = datetime.fromtimestamp(seconds, tz=timezone.utc)
    i = date.today()
    j = datetime(2020, 1, 1, tzinfo=timezone.utc)
    return a, b, c, d, e, g, h, i, j
