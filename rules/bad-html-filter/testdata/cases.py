import re

import bleach
import nh3

SCRIPT = re.compile(r"<script.*?>.*?</script>", re.S)  # want


def one(text):
    return re.sub(r"<script>.*</script>", "", text)  # want


def two(text):
    return SCRIPT.sub("", text)


def three(text):
    return text.replace("<script>", "").replace("</script>", "")  # want


def four(text):
    return re.sub("<script[^>]*>[\\s\\S]*?</script>", "", text, flags=re.IGNORECASE)  # want


def five(text):
    if re.search(r"<script", text):  # want
        raise ValueError("no scripts")
    return text


def six(text):
    return re.sub("(?i)<script.*?</script>", "", text)  # want


def seven(text):
    while "<script" in text:
        text = text.replace("<script", "")  # want
    return text


def good_cleaner(text):
    return bleach.clean(text)  # ok


def good_nh3(text):
    return nh3.clean(text)  # ok


def good_words(text):
    return re.sub(r"<[^>]+>", "", text)  # ok: to count words, say


def good_read(page):
    return re.findall(r'<script src="([^"]+)"', page)  # ok: it reads, and takes nothing away


def good_other(text):
    return text.replace("<br>", "\n").replace("<p>", "")  # ok


def good_end(text):
    return re.sub(r"(?is)<script\b.*?</script[^>]*>", "", text)  # ok: case, lines and blanks are all thought of


def good_insert(page, tag):
    return page.replace("<script>", "<script nonce='" + tag + "'>")  # ok
