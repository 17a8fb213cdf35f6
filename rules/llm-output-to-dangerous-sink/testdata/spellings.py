import os
import sqlite3
import subprocess

import anthropic
from openai import OpenAI

client = OpenAI()


def a(question):
    answer = client.chat.completions.create(model="m", messages=[{"role": "user", "content": question}])
    return eval(answer.choices[0].message.content)  # want


def b(question):
    answer = anthropic.Anthropic().messages.create(model="m", max_tokens=10, messages=[])
    os.system(answer.content[0].text)  # want


def c(question):
    text = client.responses.create(model="m", input=question).output_text
    sqlite3.connect("a.db").execute(text)  # want


def d(question):
    code = client.chat.completions.create(model="m", messages=[]).choices[0].message.content
    exec(code)  # want


def e(question):
    command = client.chat.completions.create(model="m", messages=[]).choices[0].message.content
    subprocess.run(command, shell=True)  # want


def f(question):
    text = client.chat.completions.create(model="m", messages=[]).choices[0].message.content
    print(text)  # ok
    number = int(text)
    sqlite3.connect("a.db").execute("SELECT * FROM t WHERE id = ?", (text,))  # ok
    if text in ("ls", "pwd"):
        os.system(text)  # ok
    eval("1 + 1")  # ok
    return number
