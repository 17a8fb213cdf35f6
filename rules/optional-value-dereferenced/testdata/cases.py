import os
import re
import shutil
import xml.etree.ElementTree as ET

from bs4 import BeautifulSoup

WORD = re.compile(r"\w+")
SPACE = re.compile(r"\s*")


def chained(line):
    first = WORD.match(line).group()  # want
    fixed = WORD.match("abc").group()  # ok
    indent = SPACE.match(line).group()  # ok
    all_of_it = re.match(r"^(.*)$", line).group(1)  # ok
    return first, indent, all_of_it


def variable(line):
    m = WORD.search(line)
    if not m:
        return ""
    return m.group()  # ok


def late(line):
    m = WORD.search(line)
    text = m.group()  # want
    if m:
        print(text)


def unpacked(line):
    match = re.fullmatch(r"(\w+)=(\w+)", line)
    return match[1], match["b"]  # want


def environment():
    port = int(os.environ.get("PORT"))  # want
    paths = os.environ.get("PATH").split(":")  # want
    home = os.getenv("HOME") + "/data"  # want
    level = os.environ.get("LEVEL", "info").upper()  # ok
    if "USER_NAME" in os.environ:
        return os.environ.get("USER_NAME").lower()  # ok
    return port, paths, home, level


def tool():
    return os.path.dirname(shutil.which("git").strip())  # want


def xml(path):
    root = ET.parse(path).getroot()
    name = root.find("name").text  # want
    title = root.find("title")
    if title is not None:
        name = title.text  # ok
    for item in root.findall("item"):
        price = item.find("price")
        print(price.text if price is not None else "")  # ok
    return name


def mapping():
    seen = {}
    fill(seen)
    owner = seen.get("owner")
    return owner.strip()  # want


def fill(d):
    d["owner"] = "x"


def find(rows, key):
    for r in rows:
        if r.key == key:
            return r
    return None


def use(rows):
    row = find(rows, 1)
    return row.value  # want


def use_checked(rows):
    row = find(rows, 1)
    assert row
    return row.value  # ok


def handled(line):
    try:
        return re.match(r"a+", line).group()  # ok
    except AttributeError:
        return None


def twice(line):
    if re.match(r"\d+", line):
        return re.match(r"\d+", line).group()  # ok
    return getattr(line, "owner", None).name  # want


def alias(line):
    found = getattr(line, "owner", None)
    if found:
        owner = found
        return owner.name  # ok


def first(rows):
    return next((r for r in rows if r.ok), None).value  # want


def users(conn, cursor, name, User, soup_of):
    cursor.execute("SELECT id FROM users WHERE name = ?", (name,))
    one = cursor.fetchone()[0]  # want
    cursor.execute("SELECT COUNT(*) FROM users WHERE name = ?", (name,))
    n = cursor.fetchone()[0]  # ok
    two = conn.execute("select id from users where name = ?", (name,)).fetchone()
    mail = User.query.filter_by(name=name).first().mail  # want
    top = session.query(func.max(User.id)).filter(User.name == name).first()[0]  # ok
    user = User.objects.filter(name=name).first()
    if user is None:
        return None
    return one, n, mail, top, two["id"], user.mail  # want


def page(text):
    soup = BeautifulSoup(text, "html.parser")
    return soup.find("h1").text  # want
