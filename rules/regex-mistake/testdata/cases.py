import re

import regex

PATTERNS = [
    re.compile(r"a^b"),  # want "never fits"
    re.compile(r"a$b"),  # want "never fits"
    re.compile(r"(?m)a$\nb"),  # ok
    re.compile(r"^a$"),  # ok
    re.compile(r"a$\n"),  # ok
    re.compile(r"x?^a"),  # ok
    re.compile(r"(,|^)a(?=,|$)"),  # ok
    re.compile(r"a^b", re.M),  # ok
    re.compile(r"[a-zA-Z0-9._-]+"),  # ok
    re.compile(r"[aab]"),  # want "twice"
    re.compile(r"[\w\b]"),  # want "backspace"
    re.compile(r"cat|dog|cat"),  # want "twice"
    re.compile(r"a||b"),  # want "empty"
    re.compile(r"(a|)b"),  # ok
    re.compile(r"*.txt"),  # want "nothing to repeat"
    re.compile(r"(a"),  # want "not closed"
    re.compile(r"a)"),  # want "closes"
    re.compile(r"[z-a]"),  # want "begins"
    re.compile(r"[\w-.]"),  # want "range"
    re.compile(r"[[:space:]]+"),  # want "named"
    re.compile(r"[+-_]"),  # want "signs"
    re.compile(r"[ -~]"),  # ok
    re.compile(r"[\x00-\x1f\x7f]"),  # ok
    re.compile(r"a{2}{3}"),  # want "repeated"
    re.compile(r"a{2,}?b++c{x}"),  # ok
    re.compile(r"(?P<year>\d{4})-(?P=year)(?#note)(?<!a)(?<=b)c"),  # ok
    re.compile(r"(a)?(?(1)b|c)"),  # ok
    re.compile(r"""
        ^ a   # a comment with ( and *
        | b $
    """, re.VERBOSE),  # ok
    re.compile(r"(?x) a *b \d ?"),  # ok
    re.compile("[\u4e00-\u9fff]"),  # ok
    re.compile(r"\(\[\]\*[]a][^]b]"),  # ok
]


def strip(text):
    return re.sub(r"^\s+|\s+$", "", text)  # ok


def checks(text, flags):
    re.search(r"^a|b|c$", text)  # want "group"
    re.search(r"^a$|^b$", text)  # ok
    return re.search(r"a^b", text, flags)  # ok


HAN = regex.compile(r"[\p{Han}\p{Latin}]")  # ok
