import datetime
import datetime as dt
from datetime import datetime as DateTime
from datetime import timezone
from zoneinfo import ZoneInfo

from django.utils import timezone as django_timezone


def a():
    return datetime.datetime.now()  # want


def b():
    return DateTime.utcnow()  # want


def c(stamp):
    return DateTime.fromtimestamp(stamp)  # want


def d(stamp):
    return dt.datetime.utcfromtimestamp(stamp)  # want


def e():
    return DateTime.today()  # want


def f(text):
    return DateTime.strptime(text, "%Y-%m-%d %H:%M")  # want


class Record:
    def __init__(self):
        self.created = datetime.datetime.now()  # want


def g():
    return DateTime.now(tz=None)  # want


def h(stamp, text):
    DateTime.now(timezone.utc)  # ok
    DateTime.now(tz=ZoneInfo("Europe/Paris"))  # ok
    datetime.datetime.fromtimestamp(stamp, tz=datetime.timezone.utc)  # ok
    DateTime.now().astimezone()  # ok
    django_timezone.now()  # ok
    DateTime.strptime(text, "%Y-%m-%d %H:%M%z")  # ok
    datetime.date.today()  # ok
