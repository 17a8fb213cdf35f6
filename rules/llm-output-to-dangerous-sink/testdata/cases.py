import os
import sqlite3
import subprocess

import anthropic
import ollama
from flask import Flask
from jinja2 import Template

app = Flask(__name__)
model = anthropic.Anthropic()


def ask(q):
    return model.messages.create(model="m", max_tokens=9, messages=[{"role": "user", "content": q}]).content[0].text


def a(q):
    os.system(ask(q))  # want
    subprocess.run(ollama.generate(model="m", prompt=q)["response"], shell=True)  # want


def b(q):
    sqlite3.connect("x.db").execute(ask(q))  # want
    return Template(ask(q)).render()  # want


def c(q):
    n = int(ask(q))
    print(ask(q))
    sqlite3.connect("x.db").execute("SELECT * FROM t WHERE a = ?", (ask(q),))
    return [n] * n


def d(q):
    text = ask(q)
    if text in ("yes", "no"):
        os.system("say " + text)
    return text
